package obol.system.capture;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.styx.Codec;
import obol.styx.Dialect;
import obol.styx.Field;
import obol.styx.Malformed;
import obol.styx.Message;
import obol.styx.MessageType;

/**
 * The 9P messages in TCP segments as they come: those to and from {@link #PORTS}. A direction is read from its first segment on that begins with
 * a message, and again after a gap; what was sent twice is passed over.
 */
public final class NinePStreams {
    private static final Set<Integer> PORTS = Set.of(564, 5640);
    private static final int MOST_MESSAGE = 1 << 20, MOST_TEXT = 160, MOST_STREAMS = 1024;
    private static final long SEQUENCES = 1L << 32;

    private static final class Stream {
        private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
        /** The sequence number of the next byte; -1: unknown. */
        private long next = -1;
    }

    private final Map<String, Stream> streams = new HashMap<>();
    /** By both ends, the smaller first. */
    private final Map<String, Dialect> dialects = new HashMap<>();

    /** What a frame completes, a line for each message. */
    public List<String> take(Frame frame) {
        if (frame.source() == null || !PORTS.contains(frame.sourcePort()) && !PORTS.contains(frame.targetPort())) return List.of();
        if (streams.size() > MOST_STREAMS) streams.clear();
        String way = frame.source() + " > " + frame.target();
        Stream stream = streams.computeIfAbsent(way, unused -> new Stream());
        if (frame.synchronises()) {
            stream.pending.reset();
            stream.next = (frame.sequence() + 1) % SEQUENCES;
            return List.of();
        }
        byte[] data = frame.data();
        if (data.length == 0) return List.of();
        long ahead = stream.next < 0 ? 0 : (int) (frame.sequence() - stream.next);
        if (ahead > 0) stream.pending.reset(); // something was missed
        int known = (int) Math.min(data.length, Math.max(0, -ahead));
        stream.pending.write(data, known, data.length - known);
        if (data.length > known) stream.next = (frame.sequence() + data.length) % SEQUENCES;
        return messages(stream, way, frame.source().compareTo(frame.target()) < 0 ? way : frame.target() + " > " + frame.source());
    }

    private List<String> messages(Stream stream, String way, String pair) {
        List<String> lines = new ArrayList<>();
        byte[] bytes = stream.pending.toByteArray();
        int at = 0;
        while (bytes.length - at >= Message.HEADER) {
            long size = Codec.frameSize(bytes, at);
            if (size < Message.HEADER || size > MOST_MESSAGE) {
                at = bytes.length;
                break;
            }
            if (bytes.length - at < size) break;
            lines.add("9p " + way + " " + text(bytes, at, (int) size, pair));
            at += size;
        }
        stream.pending.reset();
        stream.pending.write(bytes, at, bytes.length - at);
        return lines;
    }

    private String text(byte[] bytes, int at, int size, String pair) {
        try {
            Message message = Codec.decode(dialects.getOrDefault(pair, Dialect.L), bytes, at, size);
            Dialect agreed = message.type() == MessageType.RVERSION ? Dialect.of(message.text(Field.VERSION)) : null;
            if (agreed != null) dialects.put(pair, agreed);
            String text = message.toString();
            return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
        } catch (Malformed wrong) {
            return "malformed: " + wrong.getMessage();
        }
    }
}
