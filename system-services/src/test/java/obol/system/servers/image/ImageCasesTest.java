package obol.system.servers.image;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import obol.styx.server.FileServer;
import obol.system.servers.suite.ReadOnlyCases;

class ImageCasesTest extends ReadOnlyCases {
    @Override
    protected FileServer serve(Map<String, byte[]> files) {
        return ImageTree.of(new ImageContents() {
            @Override
            public List<String> programs() {
                return List.of("init");
            }

            @Override
            public List<String> files() {
                return List.copyOf(files.keySet());
            }

            @Override
            public int length(String file) {
                return files.get(file).length;
            }

            @Override
            public byte[] read(String file, long offset, int count) {
                byte[] all = files.get(file);
                int from = (int) Math.min(offset, all.length);
                return Arrays.copyOfRange(all, from, Math.min(all.length, from + count));
            }
        }, 0);
    }
}
