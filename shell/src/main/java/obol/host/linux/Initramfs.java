package obol.host.linux;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that a Linux machine begins with, as the kernel takes them: cpio's "newc" form (the kernel's driver-api/early-userspace/buffer-format).
 * There are busybox, modules, and the script {@code /start}, which prepares everything for the caller's {@code /init}: that one is
 * the caller's to add.
 */
public final class Initramfs {
    private static final int FOLDER = 0040755, LINK = 0120777, PROGRAM = 0100755, PLAIN = 0100644;
    /** Modules for virtio's network device on PCI, each behind those that it needs. */
    private static final List<String> NETWORK = List.of("failover", "net_failover", "virtio_ring", "virtio", "virtio_pci_legacy_dev", "virtio_pci_modern_dev",
        "virtio_pci", "virtio_net");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int inodes;
    private int modules;

    /** @param modules names of those that are loaded besides the network's, each behind those that it needs */
    public Initramfs(Debian debian, List<String> modules) throws IOException {
        entry("bin", FOLDER, new byte[0]);
        entry("modules", FOLDER, new byte[0]);
        program("bin/busybox", Files.readAllBytes(debian.busybox()));
        entry("bin/sh", LINK, "busybox".getBytes(StandardCharsets.US_ASCII));
        for (List<String> names : List.of(NETWORK, modules)) {
            for (String name : names) module(debian.module(name));
        }
        try (InputStream start = Initramfs.class.getResourceAsStream("start")) {
            program("start", start.readAllBytes());
        }
    }

    /** They are loaded in the order of their names. */
    private void module(Path file) throws IOException {
        entry(String.format("modules/%02d-%s", modules++, file.getFileName()), PLAIN, Files.readAllBytes(file));
    }

    /** Adds a file that can be executed. */
    public Initramfs program(String path, byte[] contents) throws IOException {
        entry(path, PROGRAM, contents);
        return this;
    }

    /** Adds all that is in a folder, by its path there. */
    public Initramfs tree(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : (Iterable<Path>) all.skip(1).sorted()::iterator) {
                String path = root.relativize(file).toString();
                if (Files.isSymbolicLink(file)) {
                    entry(path, LINK, Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.US_ASCII));
                } else if (Files.isDirectory(file)) {
                    entry(path, FOLDER, new byte[0]);
                } else {
                    entry(path, Files.isExecutable(file) ? PROGRAM : PLAIN, Files.readAllBytes(file));
                }
            }
        }
        return this;
    }

    /** Writes it all; nothing can be added any more. */
    public Path write(Path file) throws IOException {
        entry("TRAILER!!!", 0, new byte[0]);
        return Files.write(file, out.toByteArray());
    }

    private void entry(String path, int mode, byte[] data) throws IOException {
        StringBuilder head = new StringBuilder("070701");
        int[] fields = {++inodes, mode, 0, 0, 1, 0, data.length, 0, 0, 0, 0, path.length() + 1, 0};
        for (int field : fields) head.append(String.format("%08X", field));
        byte[] bytes = (head + path + "\0").getBytes(StandardCharsets.US_ASCII);
        out.write(bytes);
        out.write(new byte[-bytes.length & 3]);
        out.write(data);
        out.write(new byte[-data.length & 3]);
    }
}
