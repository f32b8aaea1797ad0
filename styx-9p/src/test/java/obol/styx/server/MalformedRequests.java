package obol.styx.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import obol.styx.Codec;
import obol.styx.Dialect;
import obol.styx.Field;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Qid;
import obol.styx.Slice;
import obol.styx.Stat;

/**
 * Every request of every dialect with every field of it wrong, made from the table of messages: cut off inside the field, a string
 * that is too long for its frame or no text, a fid that nobody has. Each deserves an error where fid 0 is a directory and 5 another fid,
 * and the connection then goes on.
 */
public final class MalformedRequests {
    private static final int UNKNOWN_FID = 77;
    /** The fids that requests bring into being: any number that is free is right. */
    private static final Set<Field> MADE = EnumSet.of(Field.NEWFID);

    /** A request that is wrong. */
    public record Row(String name, Dialect dialect, byte[] frame) {
    }

    private MalformedRequests() {
    }

    public static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Dialect d : Dialect.values()) {
            for (MessageType t : MessageType.values()) {
                if (t.isRequest() && t.in(d)) {
                    rows(d, t, rows);
                }
            }
        }
        return rows;
    }

    private static void rows(Dialect d, MessageType t, List<Row> rows) {
        String name = d.version() + " " + t + " ";
        byte[] whole = Codec.encode(request(t), d);
        rows.add(new Row(name + "with a byte too many", d, sized(Arrays.copyOf(whole, whole.length + 1))));
        int at = Message.HEADER;
        for (int i = 0; i < t.fieldCount(); i++) {
            Field f = t.field(i);
            if (!f.in(d)) {
                continue;
            }
            int end = at + length(whole, at, f);
            for (int cut : new int[] {at, end - 1}) {
                rows.add(new Row(name + "cut off at byte " + (cut - at) + " of " + f, d, sized(Arrays.copyOf(whole, cut))));
            }
            switch (f.kind()) {
                case STRING:
                    rows.add(new Row(name + f + " longer than its frame", d, with(whole, at, 0xff, 0xff)));
                    rows.add(new Row(name + f + " that is no text", d, with(whole, at + 2, 0xff)));
                    rows.add(new Row(name + f + " with a NUL", d, with(whole, at + 2, 0)));
                    break;
                case STRINGS:
                    rows.add(new Row(name + f + " more than there are", d, with(whole, at, 16, 0)));
                    rows.add(new Row(name + f + " more than may be", d, with(whole, at, 17, 0)));
                    break;
                case DATA:
                    rows.add(new Row(name + f + " longer than its frame", d, with(whole, at, 0xff, 0xff, 0xff, 0x7f)));
                    rows.add(new Row(name + f + " shorter than its frame", d, with(whole, at, 0, 0, 0, 0)));
                    break;
                case STAT:
                    rows.add(new Row(name + f + " longer than its frame", d, with(whole, at, 0xff, 0xff)));
                    rows.add(new Row(name + f + " of sizes that differ", d, with(whole, at + 2, 0, 0)));
                    break;
                default:
                    if (f.name().endsWith("FID") && !MADE.contains(f) && !(t == MessageType.TATTACH && f == Field.FID)
                            && t != MessageType.TAUTH) {
                        rows.add(new Row(name + f + " nobody has", d, with(whole, at, UNKNOWN_FID, 0, 0, 0)));
                    }
                    break;
            }
            at = end;
        }
    }

    /** One that would do no harm: fid 0 is the root, names are "f". */
    private static Message request(MessageType t) {
        Message m = Message.of(t, t == MessageType.TVERSION ? Message.NOTAG : 9);
        for (int i = 0; i < t.fieldCount(); i++) {
            Field f = t.field(i);
            switch (f.kind()) {
                case STRING: m.set(f, "f"); break;
                case STRINGS: m.names(List.of("f")); break;
                case DATA: m.set(f, Slice.of(new byte[] {1, 2, 3})); break;
                case STAT: m.set(f, Stat.UNCHANGED.withQid(Qid.UNCHANGED)); break;
                default: m.set(f, f == Field.NEWFID ? 6 : f == Field.AFID && t == MessageType.TATTACH ? -1 : 0); break;
            }
        }
        return m;
    }

    private static int length(byte[] frame, int at, Field f) {
        switch (f.kind()) {
            case U1: return 1;
            case U2: return 2;
            case U4: return 4;
            case U8: return 8;
            case STRINGS: return 2 + 2 + 1;
            case DATA: return 4 + 3;
            default: return 2 + (frame[at] & 0xff | (frame[at + 1] & 0xff) << 8);
        }
    }

    private static byte[] with(byte[] frame, int at, int... bytes) {
        byte[] b = frame.clone();
        for (int i = 0; i < bytes.length; i++) {
            b[at + i] = (byte) bytes[i];
        }
        return b;
    }

    private static byte[] sized(byte[] frame) {
        return with(frame, 0, frame.length & 0xff, frame.length >> 8);
    }
}
