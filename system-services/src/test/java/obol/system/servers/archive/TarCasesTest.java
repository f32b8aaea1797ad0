package obol.system.servers.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import obol.styx.StyxException;
import obol.styx.server.FileServer;
import obol.system.servers.suite.ReadOnlyCases;

class TarCasesTest extends ReadOnlyCases {
    /** One archive for all cases. */
    private static byte[] archive;

    @Override
    protected FileServer serve(Map<String, byte[]> files) throws StyxException, IOException {
        if (archive == null) {
            Path folder = Files.createTempDirectory("tar");
            Archives.write(folder, files);
            archive = Archives.tar(folder);
            try (var all = Files.walk(folder)) {
                all.sorted(java.util.Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
            }
        }
        return Archives.tree(ArchiveTree.Format.TAR, archive);
    }
}
