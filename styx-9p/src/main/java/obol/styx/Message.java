package obol.styx;

import java.util.List;
import java.util.Objects;

/**
 * One message: a row of {@link MessageType}, a tag, and a value for each field of the row. Made
 * by {@code Message.of(TWALK, tag).set(FID, 1).set(NEWFID, 2).set(WNAMES, names)} or by
 * {@link Codec#decode}; not changed once it is sent. Fields not set are 0, "" or empty.
 * Asking for a field that the row lacks is an {@link IllegalArgumentException}.
 */
public final class Message {
    /** The tag of Tversion. */
    public static final int NOTAG = 0xffff;
    /** No fid: the afid of an attach without authentication. */
    public static final int NOFID = -1;
    /** No numeric user, group, or "leave as it is". */
    public static final int NONUNAME = -1;
    /** Names in one walk. */
    public static final int MAX_WALK = 16;
    /** size[4] type[1] tag[2]. */
    public static final int HEADER = 7;
    /** What a client leaves free for the header of a read or write. */
    public static final int IO_HEADER = 24;

    private final MessageType type;
    private final int tag;
    private final long[] numbers;
    private final Object[] objects;

    private Message(MessageType type, int tag) {
        this.type = type;
        this.tag = tag & 0xffff;
        this.numbers = new long[type.fieldCount()];
        this.objects = new Object[type.fieldCount()];
    }

    public static Message of(MessageType type, int tag) {
        return new Message(type, tag);
    }

    public MessageType type() {
        return type;
    }

    /** 0 to 65535. */
    public int tag() {
        return tag;
    }

    /** Sets an integer field; a negative int in a field of four bytes stands for its bits. */
    public Message set(Field field, long value) {
        int p = position(field);
        int width = field.kind().width();
        if (width == 0) {
            throw new IllegalArgumentException(field + " is no integer");
        }
        long mask = width == 8 ? -1L : (1L << 8 * width) - 1;
        if ((value & ~mask) != 0 && !(width == 4 && value == (int) value)) {
            throw new IllegalArgumentException(field + " of " + width + " bytes: " + value);
        }
        numbers[p] = value & mask;
        return this;
    }

    public Message set(Field field, String value) {
        return object(field, Field.Kind.STRING, value);
    }

    public Message set(Field field, Qid value) {
        return object(field, Field.Kind.QID, value);
    }

    public Message set(Field field, Slice value) {
        return object(field, Field.Kind.DATA, value);
    }

    public Message set(Field field, Stat value) {
        return object(field, Field.Kind.STAT, value);
    }

    /** Sets {@link Field#WNAMES}, at most {@link #MAX_WALK} names. */
    public Message names(List<String> names) {
        return object(Field.WNAMES, Field.Kind.STRINGS, List.copyOf(names));
    }

    /** Sets {@link Field#WQIDS}, at most {@link #MAX_WALK} qids. */
    public Message qids(List<Qid> qids) {
        return object(Field.WQIDS, Field.Kind.QIDS, List.copyOf(qids));
    }

    Message object(Field field, Field.Kind kind, Object value) {
        int p = position(field);
        if (field.kind() != kind) {
            throw new IllegalArgumentException(field + " is " + field.kind());
        }
        objects[p] = Objects.requireNonNull(value);
        return this;
    }

    /** An integer field of up to four bytes, as its bits: fids may be negative ints. */
    public int integer(Field field) {
        return (int) numbers[position(field)];
    }

    /** An integer field, without sign up to four bytes. */
    public long number(Field field) {
        return numbers[position(field)];
    }

    public String text(Field field) {
        Object o = objects[position(field)];
        return o == null ? "" : (String) o;
    }

    public Qid qid() {
        Object o = objects[position(Field.QID)];
        return o == null ? new Qid(0, 0, 0) : (Qid) o;
    }

    /** A decoded slice lies in the array that was decoded. */
    public Slice data() {
        Object o = objects[position(Field.DATA)];
        return o == null ? Slice.EMPTY : (Slice) o;
    }

    public Stat stat() {
        Object o = objects[position(Field.STAT)];
        return o == null ? Stat.UNCHANGED : (Stat) o;
    }

    @SuppressWarnings("unchecked")
    public List<String> names() {
        Object o = objects[position(Field.WNAMES)];
        return o == null ? List.of() : (List<String>) o;
    }

    @SuppressWarnings("unchecked")
    public List<Qid> qids() {
        Object o = objects[position(Field.WQIDS)];
        return o == null ? List.of() : (List<Qid>) o;
    }

    private int position(Field field) {
        int p = type.position(field);
        if (p < 0) {
            throw new IllegalArgumentException(type + " has no " + field);
        }
        return p;
    }

    private Object value(Field field) {
        switch (field.kind()) {
            case STRING: return text(field);
            case QID: return qid();
            case DATA: return data();
            case STAT: return stat();
            case STRINGS: return names();
            case QIDS: return qids();
            default: return number(field);
        }
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Message m) || m.type != type || m.tag != tag) {
            return false;
        }
        for (int i = 0; i < type.fieldCount(); i++) {
            if (!value(type.field(i)).equals(m.value(type.field(i)))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int h = 31 * type.code() + tag;
        for (int i = 0; i < type.fieldCount(); i++) {
            h = 31 * h + value(type.field(i)).hashCode();
        }
        return h;
    }

    /** For traces: {@code TWALK tag=1 FID=0 NEWFID=1 WNAMES=[a]}. */
    @Override
    public String toString() {
        StringBuilder s = new StringBuilder().append(type).append(" tag=").append(tag);
        for (int i = 0; i < type.fieldCount(); i++) {
            s.append(' ').append(type.field(i)).append('=').append(value(type.field(i)));
        }
        return s.toString();
    }
}
