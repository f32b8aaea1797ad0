package obol.host.guest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import obol.channels.Failed;
import obol.channels.Loopback;
import obol.system.carrier.CarrierService;
import obol.system.carrier.Outside;
import obol.system.carrier.Stream;
import obol.system.carrier.Unreachable;

/**
 * A guest that understands a few commands of its own, one a line, given by {@code -c} or standard input; on the guest's real side of the
 * carrier. As a program it stands in for QEMU: its arguments are QEMU's.
 */
final class FakeGuest {
    private final Outside outside;
    private final Stream console, errors;

    FakeGuest(Outside outside) {
        this.outside = outside;
        this.console = outside.console();
        this.errors = outside.errors();
    }

    /** @param arguments QEMU's */
    public static void main(String[] arguments) throws Exception {
        String options = String.join("\n", arguments);
        Path socket = Path.of(options.replaceAll("(?s).*id=carrier,path=([^\n]*).*", "$1"));
        Path log = Path.of(options.replaceAll("(?s).*id=err,append=on,path=([^\n]*).*", "$1"));
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        CarrierService service = new CarrierService(new ChannelDevice(channel));
        service.start();
        FakeGuest guest = new FakeGuest(Loopback.of(Outside.class, service));
        List<String> words = guest.outside.boot().await().arguments();
        if (words.contains("panic")) {
            Files.writeString(log, "obol: started\nobol: panic: page fault\n  at nowhere\n");
            Runtime.getRuntime().halt(134 << 1 & 0xFE | 1);
        }
        if (words.contains("garbage")) {
            channel.write(java.nio.ByteBuffer.wrap("This is no frame.".getBytes(StandardCharsets.US_ASCII)));
            Thread.sleep(60_000);
        }
        guest.run();
        Thread.sleep(60_000);
    }

    /** Does what the boot message says and leaves. */
    void run() throws IOException, Unreachable {
        List<String> words = outside.boot().await().arguments();
        if (words.contains("--port")) outside.ready().await();
        if (outside.window().interactive() && !words.contains("-c")) {
            showKeys();
            outside.leave(0).await();
            return;
        }
        String commands = words.contains("-c") ? words.get(words.indexOf("-c") + 1) : new String(input(), StandardCharsets.UTF_8);
        int status = 0;
        for (String command : commands.split("\n")) {
            String[] parts = command.split(" ", 2);
            status = command.isEmpty() ? 0 : perform(parts[0], parts.length > 1 ? parts[1] : "");
        }
        outside.leave(status).await();
    }

    /** A prompt, then each byte that is typed as a number; until Ctrl-D. */
    private void showKeys() {
        write(console, "/% ".getBytes(StandardCharsets.US_ASCII));
        while (true) {
            for (byte key : console.read(1).await()) {
                if (key == 4) return;
                write(console, ("<" + key + ">").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private int perform(String name, String rest) throws IOException, Unreachable {
        switch (name) {
            case "say" -> write(console, rest.getBytes(StandardCharsets.UTF_8));
            case "complain" -> write(errors, rest.getBytes(StandardCharsets.UTF_8));
            case "cat" -> write(console, input());
            case "many" -> write(console, pattern(Integer.parseInt(rest)));
            case "window" -> write(console, outside.window().toString().getBytes(StandardCharsets.UTF_8));
            case "resized" -> {
                while (outside.window().columns() != Integer.parseInt(rest)) Thread.onSpinWait();
            }
            case "environment" -> write(console, outside.boot().await().environment().toString().getBytes(StandardCharsets.UTF_8));
            case "serve" -> {
                for (int i = Integer.parseInt(rest); i > 0; i--) echo(outside.accept().await().stream());
            }
            case "dial" -> {
                try (Stream stream = outside.dial(rest).await().stream()) {
                    write(stream, "hello".getBytes(StandardCharsets.US_ASCII));
                    write(console, read(stream));
                } catch (Failed refused) {
                    write(errors, refused.getCause().getMessage().getBytes(StandardCharsets.UTF_8));
                    return 1;
                }
            }
            case "hang" -> {
                write(console, "hanging".getBytes(StandardCharsets.US_ASCII));
                console.read(1).await();
                while (true) console.read(1).await();
            }
            case "exit" -> {
                return Integer.parseInt(rest);
            }
            default -> throw new IllegalArgumentException(name);
        }
        return 0;
    }

    /** Bytes that are easy to check: 0, 1, 2, … 250, 0, … */
    static byte[] pattern(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) bytes[i] = (byte) (i % 251);
        return bytes;
    }

    private byte[] input() {
        return read(console);
    }

    private static byte[] read(Stream stream) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] bytes; (bytes = stream.read(Stream.MOST).await()).length > 0; ) all.writeBytes(bytes);
        return all.toByteArray();
    }

    private static void write(Stream stream, byte[] bytes) {
        for (int at = 0; at < bytes.length; at += Stream.MOST) {
            stream.write(java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + Stream.MOST))).await();
        }
    }

    /** Sends back what comes until the client's end, then ends. */
    private static void echo(Stream stream) {
        try (stream) {
            for (byte[] bytes; (bytes = stream.read(Stream.MOST).await()).length > 0; ) stream.write(bytes).await();
        }
    }
}
