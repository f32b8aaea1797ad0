package obol.system.servers.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import obol.styx.StyxException;
import obol.system.servers.archive.ArchiveTree.Format;

/** Makes archives, with Linux's tar and the JDK's zip, and their trees. */
final class Archives {
    static final long TIME = 1_600_000_000_000_000_000L;

    private Archives() {
    }

    /** An archive in memory, which counts how often it was closed. */
    static final class Memory implements Source {
        private final byte[] bytes;
        int closed;

        Memory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public int read(long offset, byte[] into, int at, int count) {
            // less than was asked for, as a file may give
            int n = (int) Math.max(0, Math.min(Math.min(count, 5_000), bytes.length - offset));
            System.arraycopy(bytes, (int) offset, into, at, n);
            return n;
        }

        @Override
        public void close() {
            closed++;
        }
    }

    static ArchiveTree tree(Format format, byte[] archive) throws StyxException {
        return new ArchiveTree(format, new Memory(archive), TIME);
    }

    static void write(Path folder, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    /** What {@code tar} makes of a folder. */
    static byte[] tar(Path folder, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("tar", "-C", folder.toString(), "--sort=name"));
        words.addAll(List.of(options));
        words.addAll(List.of("-cf", "-", "."));
        Process p = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return p.getInputStream().readAllBytes();
    }

    static byte[] zip(Map<String, byte[]> files, boolean deflate) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(TIME / 1_000_000);
                if (!deflate) {
                    java.util.zip.CRC32 sum = new java.util.zip.CRC32();
                    sum.update(file.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(file.getValue().length);
                    entry.setCrc(sum.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
