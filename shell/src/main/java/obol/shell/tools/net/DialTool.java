package obol.shell.tools.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;
import obol.system.dial.Connection;
import obol.system.dial.Dial;

/**
 * {@code dial ADDRESS}: connects, sends standard input, and prints what arrives, until the other side ends. Where standard input ends, so
 * does what is sent.
 */
public final class DialTool {
    private static final int PIECE = 16 << 10;

    private DialTool() {}

    public static void main(String[] arguments) {
        Invocation.main("dial", 1, DialTool::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "", "");
        options.count(1, 1);
        try (Connection connection = Dial.dial(options.operands().get(0))) {
            Thread sender = new Thread(() -> send(call.in, connection), "sender");
            sender.setDaemon(true);
            sender.start();
            InputStream in = connection.input();
            byte[] piece = new byte[PIECE];
            for (int n = in.read(piece); n > 0; n = in.read(piece)) {
                call.out.write(piece, 0, n);
                call.out.flush();
            }
        }
        return 0;
    }

    private static void send(InputStream from, Connection connection) {
        byte[] piece = new byte[PIECE];
        try {
            OutputStream out = connection.output();
            for (int n = from.read(piece); n > 0; n = from.read(piece)) out.write(piece, 0, n);
            connection.finish();
        } catch (IOException e) {
            // the other side takes no more, which the reader hears of
        }
    }
}
