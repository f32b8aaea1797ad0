package obol.verifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import obol.classfile.Code;
import obol.classfile.ConstantPool;
import obol.classfile.Opcode;

/** The declared frames of a method (JVMS 4.7.4), ascending by bci; or the fault for which they are none. */
final class StackMapTable {
    private static final VerificationType[] NO_TYPES = {};
    /**
     * Most types that the frames of one method may hold together. 64 Ki frames of 64 Ki locals would take 16 GiB; the
     * largest method of java.base needs some 20,000.
     */
    static final int MOST_TYPES = 4_000_000;

    private final byte[] bytes;
    private final Code code;
    private final BitSet starts;
    private final ConstantPool constants;
    private final Types types;
    private final List<StackMapFrame> frames = new ArrayList<>();
    private int at;
    private String fault;
    private boolean tooLarge;
    private long held;

    /**
     * @param starts  the bcis at which an instruction begins
     * @param initial the frame at entry, to which the first delta refers
     */
    StackMapTable(Code code, BitSet starts, ConstantPool constants, Types types, StackMapFrame initial) {
        this.bytes = code.stackMapTable() == null ? new byte[2] : code.stackMapTable();
        this.code = code;
        this.starts = starts;
        this.constants = constants;
        this.types = types;
        int count = u2();
        StackMapFrame previous = initial;
        for (int i = 0; i < count && fault == null; i++) {
            previous = parseFrame(previous, i == 0);
            frames.add(previous);
        }
        if (fault == null && at != bytes.length) {
            wrong((bytes.length - at) + " bytes behind the last frame");
        }
    }

    /** What is wrong with the table, or null. */
    String fault() {
        return fault;
    }

    /** Whether the fault is that it is over {@link #MOST_TYPES}, and no breach of a JVMS rule. */
    boolean isTooLarge() {
        return tooLarge;
    }

    List<StackMapFrame> frames() {
        return frames;
    }

    private void wrong(String what) {
        if (fault == null) {
            fault = what;
        }
    }

    private int u1() {
        if (at >= bytes.length) {
            wrong("table ends within a frame");
            return 0;
        }
        return bytes[at++] & 0xff;
    }

    private int u2() {
        int high = u1();
        return high << 8 | u1();
    }

    private StackMapFrame parseFrame(StackMapFrame previous, boolean first) {
        int tag = u1();
        int delta = tag < 64 ? tag : tag < 128 ? tag - 64 : u2();
        int bci = first ? delta : previous.bci() + delta + 1;
        if (!starts.get(bci)) {
            wrong("frame at " + bci + ", where no instruction begins");
        }
        boolean uninitialized = previous.thisUninitialized();
        if (tag < 64 || tag == 251) {
            return new StackMapFrame(bci, previous.locals(), previous.localCount(), NO_TYPES, uninitialized);
        }
        if (tag < 128 || tag == 247) {
            return new StackMapFrame(bci, previous.locals(), previous.localCount(), parseTypes(1, code.maxStack()),
                    uninitialized);
        }
        if (tag < 247) {
            wrong("frame with the reserved tag " + tag);
            return previous;
        }
        if (tag < 251) {
            int left = chop(previous, 251 - tag);
            hold(left);
            return new StackMapFrame(bci, previous.locals(), left, NO_TYPES,
                    uninitialized && holdsThis(previous.locals(), left));
        }
        if (tag < 255) {
            return append(bci, previous, parseTypes(tag - 251, code.maxLocals()));
        }
        VerificationType[] locals = parseTypes(u2(), code.maxLocals());
        return new StackMapFrame(bci, locals, locals.length, parseTypes(u2(), code.maxStack()),
                holdsThis(locals, locals.length));
    }

    /** flagThisUninit holds exactly in frames with such a local (JVMS 4.10.1.4). */
    private static boolean holdsThis(VerificationType[] locals, int count) {
        for (int i = 0; i < count; i++) {
            if (locals[i] == VerificationType.UNINITIALIZED_THIS) {
                return true;
            }
        }
        return false;
    }

    private void hold(int more) {
        held += more;
        if (held > MOST_TYPES) {
            tooLarge |= fault == null;
            wrong("frames hold over " + MOST_TYPES + " types");
        }
    }

    private int chop(StackMapFrame previous, int count) {
        int left = previous.localCount();
        for (int i = 0; i < count; i++) {
            if (left == 0) {
                wrong("frame chops more locals than there are");
                return 0;
            }
            left -= previous.locals()[left - 1].isHigh() ? 2 : 1;
        }
        return left;
    }

    private StackMapFrame append(int bci, StackMapFrame previous, VerificationType[] more) {
        int count = previous.localCount() + more.length;
        if (count > code.maxLocals()) {
            wrong("frame has " + count + " locals, max_locals is " + code.maxLocals());
            return previous;
        }
        hold(count);
        if (fault != null) {
            return previous;
        }
        VerificationType[] locals = Arrays.copyOf(previous.locals(), count);
        System.arraycopy(more, 0, locals, previous.localCount(), more.length);
        return new StackMapFrame(bci, locals, count, NO_TYPES,
                previous.thisUninitialized() || holdsThis(more, more.length));
    }

    private VerificationType[] parseTypes(int count, int limit) {
        VerificationType[] list = new VerificationType[Math.min(2 * count, limit)];
        int n = 0;
        for (int i = 0; i < count && fault == null; i++) {
            VerificationType type = parseType();
            if (n + type.slots() > limit) {
                wrong("frame has more than the " + limit + " slots of max_locals or max_stack");
                break;
            }
            list[n++] = type;
            if (type.isWide()) {
                list[n++] = type.high();
            }
        }
        hold(n);
        return fault != null ? NO_TYPES : n == list.length ? list : Arrays.copyOf(list, n);
    }

    private VerificationType parseType() {
        int tag = u1();
        switch (tag) {
            case 0:
                return VerificationType.TOP;
            case 1:
                return VerificationType.INT;
            case 2:
                return VerificationType.FLOAT;
            case 3:
                return VerificationType.DOUBLE;
            case 4:
                return VerificationType.LONG;
            case 5:
                return VerificationType.NULL;
            case 6:
                return VerificationType.UNINITIALIZED_THIS;
            case 7:
                int index = u2();
                if (constants.tag(index) == ConstantPool.CLASS) {
                    return types.object(constants.className(index));
                }
                wrong("frame names constant " + index + ", which is "
                        + ConstantPool.tagName(constants.tag(index)));
                return VerificationType.TOP;
            case 8:
                int bci = u2();
                if (starts.get(bci) && (code.bytes()[bci] & 0xff) == Opcode.NEW.code()) {
                    return types.uninitialized(bci);
                }
                wrong("frame has an object of new at " + bci + ", where none is");
                return VerificationType.TOP;
            default:
                wrong("frame has a type with the tag " + tag);
                return VerificationType.TOP;
        }
    }
}
