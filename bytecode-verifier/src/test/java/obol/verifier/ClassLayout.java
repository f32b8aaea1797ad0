package obol.verifier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the parts of a valid class file lie, for aimed mutations. Independent of the class reader under test. */
final class ClassLayout {
    /** Byte offsets, the end excluded; not empty. */
    record Range(int start, int end) { }

    private final byte[] bytes;
    private int at;
    private final List<Range> constantPool = new ArrayList<>();
    private final List<Range> code = new ArrayList<>();
    private final List<Range> stackMaps = new ArrayList<>();
    private final List<Range> handlers = new ArrayList<>();
    private final List<Integer> links = new ArrayList<>();
    private final Map<Integer, Integer> tags = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();

    ClassLayout(byte[] bytes) {
        this.bytes = bytes;
        at = 8;
        scanConstants();
        at += 6;
        at += 2 + 2 * u2(at);
        scanMembers();
        scanMembers();
    }

    List<Range> constantPool() {
        return constantPool;
    }

    List<Range> code() {
        return code;
    }

    List<Range> stackMaps() {
        return stackMaps;
    }

    List<Range> handlers() {
        return handlers;
    }

    /** Offsets of the indices by which constants refer to others. */
    List<Integer> links() {
        return links;
    }

    /** Indices of all constants with the tag of the one at {@code index}. */
    List<Integer> sameTag(int index) {
        List<Integer> alike = new ArrayList<>();
        tags.forEach((i, tag) -> {
            if (tag.equals(tags.get(index))) {
                alike.add(i);
            }
        });
        return alike;
    }

    private int u2(int offset) {
        return (bytes[offset] & 0xff) << 8 | bytes[offset + 1] & 0xff;
    }

    private int s4(int offset) {
        return u2(offset) << 16 | u2(offset + 2);
    }

    private void scanConstants() {
        int count = u2(at);
        int start = at;
        at += 2;
        for (int i = 1; i < count; i++) {
            int tag = bytes[at++];
            tags.put(i, tag);
            switch (tag) {
                case 1 -> {
                    names.put(i, new String(bytes, at + 2, u2(at), java.nio.charset.StandardCharsets.ISO_8859_1));
                    at += 2 + u2(at);
                }
                case 3, 4 -> at += 4;
                case 5, 6 -> {
                    at += 8;
                    i++;
                }
                case 7, 8, 16, 19, 20 -> {
                    links.add(at);
                    at += 2;
                }
                case 15 -> {
                    links.add(at + 1);
                    at += 3;
                }
                case 17, 18 -> {
                    links.add(at + 2);
                    at += 4;
                }
                default -> {
                    links.add(at);
                    links.add(at + 2);
                    at += 4;
                }
            }
        }
        constantPool.add(new Range(start, at));
    }

    private void scanMembers() {
        int count = u2(at);
        at += 2;
        for (int i = 0; i < count; i++) {
            at += 6;
            scanAttributes();
        }
    }

    private void scanAttributes() {
        int count = u2(at);
        at += 2;
        for (int i = 0; i < count; i++) {
            String name = names.get(u2(at));
            int length = s4(at + 2);
            at += 6;
            int end = at + length;
            if (name.equals("Code")) {
                int codeLength = s4(at + 4);
                code.add(new Range(at, at + 8 + codeLength));
                at += 8 + codeLength;
                int handlerCount = u2(at);
                if (handlerCount > 0) {
                    handlers.add(new Range(at + 2, at + 2 + 8 * handlerCount));
                }
                at += 2 + 8 * handlerCount;
                scanAttributes();
            } else if (name.equals("StackMapTable") && length > 0) {
                stackMaps.add(new Range(at, end));
            }
            at = end;
        }
    }
}
