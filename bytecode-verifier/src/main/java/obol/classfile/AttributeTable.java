package obol.classfile;

import java.util.HashSet;
import java.util.Set;

/**
 * Goes through an attribute table (JVMS 4.7): for each attribute the length holds, and those that may stand only once
 * do.
 */
final class AttributeTable {
    /** What parses the body of an attribute; false if it does not know the name, and the body is skipped. */
    interface Body {
        boolean parse(String name, int length) throws ClassFormatException;
    }

    private AttributeTable() { }

    static void parse(ByteInput in, Place place, ConstantPoolParser constants, Body body) throws ClassFormatException {
        int count = in.u2();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String name = constants.utf8(in.u2());
            String outer = place.enterAttribute(name);
            int length = in.s4();
            int limit = in.enter(length);
            if (body.parse(name, length)) {
                if (!seen.add(name) && !mayRepeat(name)) {
                    throw in.wrong("attribute " + name + " stands twice");
                }
            } else {
                in.skip(length);
            }
            in.leave(limit);
            place.enterAttribute(outer);
        }
    }

    private static boolean mayRepeat(String name) {
        return switch (name) {
            case "LineNumberTable", "LocalVariableTable", "LocalVariableTypeTable", "Synthetic", "Deprecated" -> true;
            default -> false;
        };
    }
}
