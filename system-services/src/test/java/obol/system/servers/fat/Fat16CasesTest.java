package obol.system.servers.fat;

import obol.styx.StyxException;
import obol.system.servers.suite.FileServerCases;
import obol.system.servers.suite.Served;

class Fat16CasesTest extends FileServerCases {
    @Override
    protected Served serve() throws StyxException {
        return Mounted.empty(16, 20000, 4);
    }
}
