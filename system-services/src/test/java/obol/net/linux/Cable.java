package obol.net.linux;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import obol.net.wire.Bytes;
import obol.net.wire.Checksum;

/**
 * A pair of virtual Ethernets: Linux has an address on one, and a macvtap on the other gives its frames to this process. Needs root and the
 * kernel's veth and macvtap; whoever makes one catches the exception and skips.
 */
final class Cable implements AutoCloseable {
    /**
     * Frames of a macvtap have virtio's header in front, all zero for plain ones. Linux leaves checksums to whoever takes them: the first
     * bit of the flags says so, two numbers where the sum begins and where, from there, its field is.
     */
    private static final int HEADER = 10, FLAGS = 0, SUM_START = 6, SUM_FIELD = 8;
    private static final int QUEUE = 4096;

    private final String near;
    private final RandomAccessFile tap;
    private final Path node;
    private final boolean nodeMade;
    private final LinkedBlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>(QUEUE);
    private final byte[] out = new byte[HEADER + 65536];
    final long hardware;

    Cable(String address4, String address6) throws IOException, InterruptedException {
        String suffix = Long.toString(ProcessHandle.current().pid() % 100_000);
        near = "oba" + suffix;
        String far = "obb" + suffix;
        String mac = "obm" + suffix;
        ip("link", "add", near, "type", "veth", "peer", "name", far);
        boolean done = false;
        try {
            ip("link", "add", "link", far, "name", mac, "type", "macvtap", "mode", "passthru");
            ip("addr", "add", address4, "dev", near);
            ip("link", "set", near, "up");
            ip("link", "set", far, "up");
            ip("link", "set", mac, "up", "allmulticast", "on");
            ip("addr", "add", address6, "dev", near, "nodad");
            Path sys = Path.of("/sys/class/net", mac);
            String index = Files.readString(sys.resolve("ifindex")).strip();
            hardware = Long.parseLong(Files.readString(sys.resolve("address")).strip().replace(":", ""), 16);
            Path made = Path.of("/dev/tap" + index);
            nodeMade = !Files.exists(made);
            if (nodeMade) {
                String[] device = Files.readString(sys.resolve("tap" + index).resolve("dev")).strip().split(":");
                made = Files.createTempDirectory("cable").resolve("tap");
                run("mknod", made.toString(), "c", device[0], device[1]);
            }
            node = made;
            tap = new RandomAccessFile(node.toFile(), "rw");
            done = true;
        } finally {
            if (!done) ip("link", "del", near);
        }
        Thread reader = new Thread(this::read, "cable");
        reader.setDaemon(true);
        reader.start();
    }

    private static void ip(String... words) throws IOException, InterruptedException {
        String[] command = new String[words.length + 1];
        command[0] = "ip";
        System.arraycopy(words, 0, command, 1, words.length);
        run(command);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException(String.join(" ", command) + ": " + output.strip());
    }

    private void read() {
        byte[] buffer = new byte[HEADER + 65536];
        try {
            for (int count; (count = tap.read(buffer)) > HEADER; ) {
                byte[] frame = new byte[count - HEADER];
                System.arraycopy(buffer, HEADER, frame, 0, frame.length);
                if ((buffer[FLAGS] & 1) != 0) sum(frame, little(buffer, SUM_START), little(buffer, SUM_FIELD));
                arrived.put(frame);
            }
        } catch (IOException | InterruptedException over) {
            return;
        }
    }

    private static int little(byte[] from, int at) {
        return from[at] & 0xFF | (from[at + 1] & 0xFF) << 8;
    }

    /** The field holds the pseudo header's sum. */
    private static void sum(byte[] frame, int start, int field) {
        Bytes.put16(frame, start + field, Checksum.of(Checksum.add(0, frame, start, frame.length - start)));
    }

    /** The next frame; null if none comes within so many nanoseconds. */
    byte[] receive(long wait) throws InterruptedException {
        return wait <= 0 ? arrived.poll() : arrived.poll(wait, TimeUnit.NANOSECONDS);
    }

    void send(byte[] from, int at, int length) throws IOException {
        System.arraycopy(from, at, out, HEADER, length);
        tap.write(out, 0, HEADER + length);
    }

    @Override
    public void close() throws IOException {
        try {
            ip("link", "del", near);
            tap.close();
            if (nodeMade) Files.delete(node);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
