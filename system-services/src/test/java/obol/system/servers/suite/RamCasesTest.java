package obol.system.servers.suite;

import obol.styx.ram.RamTree;

class RamCasesTest extends FileServerCases {
    @Override
    protected Served serve() {
        return new Served(new RamTree(), true, true, true, true, 1);
    }
}
