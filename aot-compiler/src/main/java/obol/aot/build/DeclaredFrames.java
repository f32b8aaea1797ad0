package obol.aot.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.aot.world.JMethod;
import obol.classfile.ConstantPool;
import obol.classfile.Descriptor;

/** The types that the frames of a verified method's StackMapTable declare (JVMS 4.7.4), by bci; for {@link TypeTests}. */
final class DeclaredFrames {
    /** Descriptors for the tags of verification types below Object: Top, Integer, Float, Double, Long, Null, UninitializedThis. */
    private static final String[] TAGS = {"V", "I", "F", "D", "J", "V", "V"};
    private static final int OBJECT = 7, UNINITIALIZED = 8;

    private final Map<Integer, String[]> frames = new HashMap<>();
    private final ConstantPool constants;
    private final byte[] table;
    private final int localSlots;
    /** Of the last frame, an entry for each type, of one slot or two. */
    private List<String> locals = new ArrayList<>();
    private int at;

    DeclaredFrames(JMethod method) {
        constants = method.codeHolder.file.constants();
        table = method.code.stackMapTable();
        localSlots = method.code.maxLocals() + 1;
        if (table == null) return;
        // The receiver needs no test: the call was dispatched on it, or it is under construction.
        if (!method.isStatic()) locals.add("V");
        locals.addAll(Descriptor.ofMethod(method.descriptor).parameters());
        int bci = -1;
        for (int left = u2(); left > 0; left--) bci = frame(bci);
    }

    /**
     * The frame that is declared for a place, or null: descriptors by the numbers of {@link Frame#slot}, {@code V} for what is of no type, null
     * for the upper half of a wide type and for what the frame has not.
     */
    String[] at(int bci) {
        return frames.get(bci);
    }

    private int u1() {
        return table[at++] & 0xFF;
    }

    private int u2() {
        return u1() << 8 | u1();
    }

    private int frame(int before) {
        int tag = u1();
        int delta = tag < 64 ? tag : tag < 128 ? tag - 64 : u2();
        List<String> stack = List.of();
        if (tag >= 64 && tag < 128 || tag == 247) {
            stack = types(1);
        } else if (tag >= 248 && tag < 251) {
            locals = new ArrayList<>(locals.subList(0, locals.size() - (251 - tag)));
        } else if (tag > 251 && tag < 255) {
            locals.addAll(types(tag - 251));
        } else if (tag == 255) {
            locals = types(u2());
            stack = types(u2());
        }
        int bci = before + delta + 1;
        String[] slots = new String[localSlots + 2 * stack.size()];
        place(locals, slots, 0);
        place(stack, slots, localSlots);
        frames.put(bci, slots);
        return bci;
    }

    private static void place(List<String> types, String[] slots, int from) {
        int slot = from;
        for (String type : types) {
            slots[slot] = type;
            slot += type.equals("J") || type.equals("D") ? 2 : 1;
        }
    }

    private List<String> types(int count) {
        List<String> types = new ArrayList<>();
        for (int i = 0; i < count; i++) types.add(type());
        return types;
    }

    private String type() {
        int tag = u1();
        if (tag < OBJECT) return TAGS[tag];
        int operand = u2();
        if (tag == UNINITIALIZED) return "V";
        String name = constants.className(operand);
        return name.startsWith("[") ? name : "L" + name + ";";
    }
}
