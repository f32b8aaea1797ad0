package obol.shell.tools.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;
import obol.system.capture.Frame;
import obol.system.capture.NinePStreams;

/**
 * {@code snoop [-9] [-n COUNT] [FILE]}: prints the frames that pass at {@code /net/ether0}, or those of a capture file, a line each: the time since
 * the first, protocol, from where, to where, and what is in it. {@code -9}: instead the 9P messages on the TCP ports of 9P.
 */
public final class Snoop {
    private static final String FRAMES = "/net/ether0/snoop";
    private static final int FILE_HEADER = 24, FRAME_HEADER = 16, MOST_FRAME = 1 << 18, ETHERNET = 1;
    private static final int MICROSECONDS = 0xA1B2C3D4, NANOSECONDS = 0xA1B23C4D;

    private Snoop() {}

    public static void main(String[] arguments) {
        Invocation.main("snoop", 1, Snoop::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "9", "n");
        options.count(0, 1);
        long count = Options.number(options.value('n', Long.toString(Long.MAX_VALUE)));
        NinePStreams messages = options.has('9') ? new NinePStreams() : null;
        try (InputStream in = call.open(options.operands().isEmpty() ? FRAMES : options.operands().get(0))) {
            ByteBuffer header = ByteBuffer.wrap(in.readNBytes(FILE_HEADER)).order(ByteOrder.LITTLE_ENDIAN);
            if (header.limit() < FILE_HEADER) throw new IOException("not a capture file");
            boolean swapped = header.getInt(0) != MICROSECONDS && header.getInt(0) != NANOSECONDS;
            ByteOrder order = swapped ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            header.order(order);
            int magic = header.getInt(0);
            if (magic != MICROSECONDS && magic != NANOSECONDS) throw new IOException("not a capture file");
            if (header.getInt(20) != ETHERNET) throw new IOException("not the capture file of an Ethernet");
            long unit = magic == NANOSECONDS ? 1 : 1000;
            long first = -1;
            for (long printed = 0; printed < count; ) {
                byte[] record = in.readNBytes(FRAME_HEADER);
                if (record.length < FRAME_HEADER) return 0;
                ByteBuffer facts = ByteBuffer.wrap(record).order(order);
                int length = facts.getInt(8);
                if (length < 0 || length > MOST_FRAME) throw new IOException("not a frame");
                byte[] frame = in.readNBytes(length);
                long time = (facts.getInt(0) & 0xFFFF_FFFFL) * 1_000_000_000L + (facts.getInt(4) & 0xFFFF_FFFFL) * unit;
                first = first < 0 ? time : first;
                String when = String.format("%11.6f ", (time - first) / 1e9);
                Frame decoded = Frame.of(frame);
                for (String line : messages == null ? List.of(decoded.line()) : messages.take(decoded)) {
                    call.out.print(when + line + "\n");
                    printed++;
                }
                if (in.available() == 0) call.out.flush();
            }
            return 0;
        }
    }
}
