package obol.aot.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.aot.codegen.CompiledMethod;
import obol.aot.codegen.Safepoint;
import obol.aot.codegen.Trap;
import obol.aot.ir.Position;
import obol.aot.world.JMethod;
import obol.classfile.Access;
import obol.layout.image.CodeSegmentLayout;
import obol.layout.image.MethodInfoLayout;
import obol.layout.image.PositionLayout;
import obol.layout.image.SafepointLayout;

/**
 * What the stack walk, the unwinder and the trap handler look things up in: {@link CodeSegmentLayout} and the tables it
 * names. Written when the code has its address, so that tables can be sorted by it.
 */
final class StackTables {
    private static final String NUCLEUS = "obol/nucleus/";

    private record Key(int handler, int frameWords, int registers, int flags, BitSet map) {}

    /** {@code caller}: the number of the place into which it was inlined, 0: none. */
    private record SourcePlace(JMethod method, int line, int caller) {}

    /** A safepoint: its code offset, the offset of its record, and the number of its position (0: none). */
    private record Entry(int codeOffset, int record, int position) {}

    private final Section segment = new Section("code segment");
    private final Section blocks = new Section("safepoint blocks");
    private final Section offsets = new Section("safepoint offsets");
    private final Section safepoints = new Section("safepoints");
    private final Section records = new Section("safepoint records");
    private final Section traps = new Section("traps");
    private final Section trapTargets = new Section("trap targets");
    /** The methods with code, the others, the positions. */
    private final Section methods = new Section("methods");
    private final Section names = new Section("method names");

    private final Map<Key, Integer> recordOffsets = new LinkedHashMap<>();
    private final Map<Position, Integer> positionNumbers = new HashMap<>();
    /** Numbers of the places, from 1, in their order. */
    private final Map<SourcePlace, Integer> places = new LinkedHashMap<>();
    private final Map<JMethod, Integer> methodOffsets = new HashMap<>();
    private final Map<String, Integer> nameOffsets = new HashMap<>();
    private final HubSection hubs;

    StackTables(HubSection hubs) {
        this.hubs = hubs;
    }

    List<Section> sections() {
        return List.of(segment, blocks, offsets, safepoints, records, traps, trapTargets, methods, names);
    }

    Place segment() {
        return new Place(segment, 0);
    }

    /**
     * Writes everything; the code begins at {@code start} and ends at {@code end}, and its sections have their addresses.
     *
     * @param own the assembly code's safepoints
     */
    void write(CodeSection code, Section own, Place start, Place end) {
        long codeStart = start.address();
        int compiled = 0;
        for (Map.Entry<CompiledMethod, Place> e : code.inOrder()) {
            method(e.getKey().method(), (int) (e.getValue().address() - codeStart), e.getKey().code().length);
            compiled++;
        }
        List<Entry> entries = new ArrayList<>();
        List<int[]> trapEntries = new ArrayList<>();
        for (Map.Entry<CompiledMethod, Place> e : code.inOrder()) {
            int offset = (int) (e.getValue().address() - codeStart);
            for (Safepoint s : e.getKey().safepoints()) {
                int handler = s.handlerOffset() < 0 ? 0 : offset + s.handlerOffset();
                // The check at a method's entry has no place in the bytecode: it counts as the first instruction's.
                Position at = s.position() != null ? s.position() : new Position(e.getKey().method(), 0, null);
                entries.add(new Entry(offset + s.returnOffset(), record(new Key(handler, s.frameWords(), s.registers(), 0, s.references())), position(at)));
            }
            for (Trap t : e.getKey().traps()) trapEntries.add(new int[] {offset + t.instructionOffset(), offset + t.targetOffset()});
        }
        own.resolve();
        for (int at = 0; at < own.size(); at += Assembly.SAFEPOINT_SIZE) {
            int returnOffset = (int) (own.get64(at) - codeStart);
            entries.add(new Entry(returnOffset, record(new Key(0, own.get16(at + 8), 0, own.get16(at + 10), new BitSet())), 0));
        }
        entries.sort(Comparator.comparingInt(Entry::codeOffset));
        write(entries, (int) (end.address() - codeStart));
        trapEntries.sort(Comparator.comparingInt(t -> t[0]));
        for (int[] t : trapEntries) {
            traps.u32(t[0]);
            trapTargets.u32(t[1]);
        }
        segment.address64(start);
        segment.address64(end);
        segment.address32(blocks, 0);
        segment.address32(offsets, 0);
        segment.address32(safepoints, 0);
        segment.address32(records, 0);
        segment.address32(methods, writePositions() - PositionLayout.SIZE);
        segment.address32(traps, 0);
        segment.u32(trapEntries.size());
        segment.address32(trapTargets, 0);
        segment.address32(methods, 0);
        segment.u32(compiled);
        segment.align(8);
        if (segment.size() != CodeSegmentLayout.SIZE) throw new IllegalStateException("CodeSegmentLayout.SIZE");
    }

    /** @param entries ascending */
    private void write(List<Entry> entries, int codeSize) {
        int number = 0;
        for (Entry e : entries) {
            while (blocks.size() / 4 <= e.codeOffset >>> 16) blocks.u32(number);
            offsets.u16(e.codeOffset);
            safepoints.u24(e.record / 4);
            safepoints.u24(e.position);
            number++;
        }
        while (blocks.size() / 4 < (codeSize >>> 16) + 2) blocks.u32(number);
    }

    private void method(JMethod m, int codeOffset, int size) {
        int at = methods.size();
        methodOffsets.put(m, at);
        boolean hidden = m.holder.hidden || m.holder.name.startsWith(NUCLEUS) || (m.holder.flags & Access.SYNTHETIC) != 0;
        int flags = hidden ? MethodInfoLayout.HIDDEN : 0;
        if (m.isConstructor()) flags |= MethodInfoLayout.CONSTRUCTOR;
        if (m.name.equals("fillInStackTrace")) flags |= MethodInfoLayout.FILLS_TRACE;
        methods.u32(codeOffset);
        methods.u24(size);
        methods.u8(flags);
        methods.address32(hubs.place(m.holder));
        methods.address32(names, name(m.name));
        if (methods.size() != at + MethodInfoLayout.SIZE) throw new IllegalStateException("MethodInfoLayout.SIZE");
    }

    private int name(String name) {
        return nameOffsets.computeIfAbsent(name, k -> {
            int at = names.size();
            names.bytes(name.getBytes(StandardCharsets.UTF_8));
            names.u8(0);
            return at;
        });
    }

    /** The number of the position's record. */
    private int position(Position p) {
        Integer met = positionNumbers.get(p);
        if (met != null) return met;
        int line = p.method().code == null ? 0 : p.method().code.lineAt(p.bci());
        SourcePlace place = new SourcePlace(p.method(), line, p.caller() == null ? 0 : position(p.caller()));
        int number = places.computeIfAbsent(place, k -> places.size() + 1);
        positionNumbers.put(p, number);
        return number;
    }

    /** All positions behind all methods, as both refer back; gives where they begin. */
    private int writePositions() {
        for (SourcePlace p : places.keySet()) if (!methodOffsets.containsKey(p.method)) method(p.method, MethodInfoLayout.NO_CODE, 0);
        int start = methods.size();
        places.forEach((place, number) -> {
            int at = methods.size();
            methods.u16(place.line);
            methods.u24((at - methodOffsets.get(place.method)) / 4);
            methods.u24(place.caller == 0 ? 0 : number - place.caller);
            if (methods.size() != at + PositionLayout.SIZE) throw new IllegalStateException("PositionLayout.SIZE");
        });
        return start;
    }

    private int record(Key key) {
        Integer known = recordOffsets.get(key);
        if (known != null) return known;
        records.align(4);
        int at = records.size();
        byte[] map = key.map.toByteArray();
        records.u32(key.handler);
        records.u16(key.frameWords);
        records.u16(key.registers);
        records.u16(key.flags);
        records.u16(map.length);
        if (records.size() != at + SafepointLayout.MAP) throw new IllegalStateException("SafepointLayout.MAP");
        records.bytes(map);
        recordOffsets.put(key, at);
        return at;
    }
}
