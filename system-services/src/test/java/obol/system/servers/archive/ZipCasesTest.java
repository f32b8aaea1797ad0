package obol.system.servers.archive;

import java.io.IOException;
import java.util.Map;
import obol.styx.StyxException;
import obol.styx.server.FileServer;
import obol.system.servers.suite.ReadOnlyCases;

class ZipCasesTest extends ReadOnlyCases {
    @Override
    protected FileServer serve(Map<String, byte[]> files) throws StyxException, IOException {
        return Archives.tree(ArchiveTree.Format.ZIP, Archives.zip(files, true));
    }
}
