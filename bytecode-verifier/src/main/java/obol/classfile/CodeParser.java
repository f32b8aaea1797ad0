package obol.classfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import obol.classfile.Code.ExceptionHandler;
import obol.classfile.Code.LocalVariable;

/** The attribute Code (JVMS 4.7.3) of one method, and the static constraints that {@link Code} promises. */
final class CodeParser {
    private final ByteInput in;
    private final Place place;
    private final ConstantPoolParser constants;
    private final int major;

    private int maxLocals;
    private byte[] bytes;
    private final List<ExceptionHandler> handlers = new ArrayList<>();
    private long[] lines = new long[0];
    private int lineCount;
    private final List<LocalVariable> variables = new ArrayList<>();
    /** Entries of LocalVariableTable by range, name and slot; a Long, so that no one can make all hashes collide. */
    private final Set<Long> variableKeys = new HashSet<>();
    private final List<Long> genericVariables = new ArrayList<>();
    private byte[] stackMapTable;

    CodeParser(ByteInput in, Place place, ConstantPoolParser constants, int major) {
        this.in = in;
        this.place = place;
        this.constants = constants;
        this.major = major;
    }

    /** @param argumentSlots slots of the parameters with the receiver */
    Code parse(int argumentSlots) throws ClassFormatException {
        int maxStack = in.u2();
        maxLocals = in.u2();
        int length = in.s4();
        if (length <= 0 || length > 65535) {
            throw in.wrong("code_length " + Integer.toUnsignedString(length) + ", must be 1 to 65535");
        }
        bytes = in.copy(length);
        if (argumentSlots > maxLocals) {
            throw in.wrong("arguments take " + argumentSlots + " locals, max_locals is " + maxLocals);
        }
        parseHandlers();
        AttributeTable.parse(in, place, constants, this::parseAttribute);
        checkGenericVariables();
        lines = Arrays.copyOf(lines, lineCount);
        Arrays.sort(lines);
        walk();
        return new Code(maxStack, maxLocals, bytes, handlers, lines, variables, stackMapTable);
    }

    private void parseHandlers() throws ClassFormatException {
        int count = in.u2();
        for (int i = 0; i < count; i++) {
            int start = in.u2();
            int end = in.u2();
            int handler = in.u2();
            String catchType = null;
            int catchIndex = in.u2();
            if (catchIndex != 0) {
                catchType = (String) constants.constant(catchIndex, ConstantPool.CLASS);
            }
            if (start >= end || end > bytes.length || handler >= bytes.length) {
                throw in.wrong("handler " + i + " covers [" + start + ", " + end + ") and stands at " + handler
                        + " in code of length " + bytes.length);
            }
            handlers.add(new ExceptionHandler(start, end, handler, catchType));
        }
    }

    private boolean parseAttribute(String name, int length) throws ClassFormatException {
        switch (name) {
            case "LineNumberTable" -> parseLines();
            case "LocalVariableTable" -> parseVariables(false);
            case "LocalVariableTypeTable" -> {
                if (major < 49) {
                    return false;
                }
                parseVariables(true);
            }
            case "StackMapTable" -> {
                if (major < 50) {
                    return false;
                }
                stackMapTable = in.copy(length);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void parseLines() throws ClassFormatException {
        int count = in.u2();
        if (in.remaining() != 4 * count) {
            throw in.wrong(count + " lines in " + in.remaining() + " bytes");
        }
        lines = Arrays.copyOf(lines, lineCount + count);
        for (int i = 0; i < count; i++) {
            int bci = in.u2();
            int line = in.u2();
            if (bci >= bytes.length) {
                throw in.wrong("line " + line + " begins at " + bci + ", behind the code");
            }
            lines[lineCount] = Code.lineEntry(bci, lineCount, line);
            lineCount++;
        }
    }

    private void parseVariables(boolean generic) throws ClassFormatException {
        int count = in.u2();
        for (int i = 0; i < count; i++) {
            int start = in.u2();
            int length = in.u2();
            int nameIndex = in.u2();
            String name = constants.fieldName(nameIndex);
            int typeIndex = in.u2();
            int slot = in.u2();
            if (start >= bytes.length || start + length > bytes.length) {
                throw in.wrong("variable " + name + " lives in [" + start + ", " + (start + length)
                        + "), code has length " + bytes.length);
            }
            long key = (long) start << 48 | (long) length << 32 | (long) nameIndex << 16 | slot;
            int slots = 1;
            if (generic) {
                constants.utf8(typeIndex);
                genericVariables.add(key);
            } else {
                String descriptor = constants.fieldDescriptor(typeIndex);
                slots = Descriptor.slots(descriptor);
                variables.add(new LocalVariable(start, length, name, descriptor, slot));
                if (!variableKeys.add(key) && major >= 49) {
                    throw in.wrong("variable " + name + " stands twice");
                }
            }
            if (slot + slots > maxLocals) {
                throw in.wrong("variable " + name + " in slot " + slot + ", max_locals is " + maxLocals);
            }
        }
    }

    /** Without a LocalVariableTable there is nothing to compare with, as in HotSpot. */
    private void checkGenericVariables() throws ClassFormatException {
        if (variableKeys.isEmpty()) {
            return;
        }
        for (long key : genericVariables) {
            if (!variableKeys.remove(key)) {
                throw in.wrong("LocalVariableTypeTable has an entry that LocalVariableTable has not");
            }
        }
    }

    /** JVMS 4.9.1 as far as it speaks of where instructions begin. */
    private void walk() throws ClassFormatException {
        BitSet starts = new BitSet(bytes.length + 1);
        BitSet targets = new BitSet(bytes.length + 1);
        Bytecodes it = new Bytecodes(bytes);
        while (it.nextBci() < bytes.length) {
            String fault = it.tryNext();
            if (fault != null) {
                throw wrong(it.bci(), fault);
            }
            starts.set(it.bci());
            switch (it.opcode().format()) {
                case BRANCH, BRANCH_WIDE -> aim(targets, it, it.target());
                case TABLE_SWITCH, LOOKUP_SWITCH -> {
                    if (major < 51 && !it.switchPaddingIsZero()) {
                        throw wrong(it.bci(), it.opcode() + " has padding that is not zero");
                    }
                    aim(targets, it, it.switchDefault());
                    for (int i = 0, count = it.switchCount(); i < count; i++) {
                        aim(targets, it, it.switchTarget(i));
                    }
                }
                default -> { }
            }
        }
        targets.andNot(starts);
        if (!targets.isEmpty()) {
            throw wrong(targets.nextSetBit(0), "a branch leads here, where no instruction begins");
        }
        starts.set(bytes.length);
        for (LocalVariable variable : variables) {
            // HotSpot's old verifier, which takes what is below version 50, does not look.
            if (major >= 50 && (!starts.get(variable.start())
                    || !starts.get(variable.start() + variable.length()))) {
                throw wrong(variable.start(), "variable " + variable.name()
                        + " lives from or to where no instruction begins");
            }
        }
        for (ExceptionHandler h : handlers) {
            if (!starts.get(h.start()) || !starts.get(h.end()) || !starts.get(h.handler())) {
                throw wrong(h.handler(), "handler for [" + h.start() + ", " + h.end()
                        + ") has a bound or start where no instruction begins");
            }
        }
    }

    private void aim(BitSet targets, Bytecodes from, int target) throws ClassFormatException {
        if (target < 0 || target >= bytes.length) {
            throw wrong(from.bci(), from.opcode() + " to " + target + ", outside the code");
        }
        targets.set(target);
    }

    private ClassFormatException wrong(int bci, String what) {
        return new ClassFormatException("4.9.1", place, what, bci, Code.lineAt(lines, bci));
    }
}
