package obol.aot.image;

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
import obol.layout.CodeSegmentLayout;
import obol.layout.MethodInfoLayout;
import obol.layout.PositionLayout;
import obol.layout.SafepointLayout;

/**
 * What the stack walk, the unwinder and the trap handler look things up in: {@link CodeSegmentLayout} and the tables it
 * names. Written when the code has its address, so that tables can be sorted by it.
 */
final class StackTables {
    private static final String NUCLEUS = "obol/nucleus/";

    private record Key(int handler, int frameWords, int registers, int flags, BitSet map) {}

    private record SourcePlace(JMethod method, int line, int caller) {}

    /** A safepoint: its code offset, and the offsets of its record and its position (-1: none). */
    private record Entry(int codeOffset, int record, int position) {}

    private final Section segment = new Section("code segment");
    private final Section keys = new Section("safepoint keys");
    private final Section pointers = new Section("safepoint pointers");
    private final Section places = new Section("safepoint positions");
    private final Section records = new Section("safepoints");
    private final Section traps = new Section("traps");
    private final Section trapTargets = new Section("trap targets");
    private final Section methods = new Section("methods");
    private final Section positions = new Section("positions");

    private final Map<Key, Integer> recordOffsets = new LinkedHashMap<>();
    private final Map<Position, Integer> positionOffsets = new HashMap<>();
    private final Map<SourcePlace, Integer> placeOffsets = new HashMap<>();
    private final Map<JMethod, Integer> methodOffsets = new LinkedHashMap<>();
    private final ReadOnlyObjects objects;
    private final HubSection hubs;

    StackTables(ReadOnlyObjects objects, HubSection hubs) {
        this.objects = objects;
        this.hubs = hubs;
    }

    List<Section> sections() {
        return List.of(segment, keys, pointers, places, records, traps, trapTargets, methods, positions);
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
            entries.add(new Entry(returnOffset, record(new Key(0, own.get16(at + 8), 0, own.get16(at + 10), new BitSet())), -1));
        }
        entries.sort(Comparator.comparingInt(Entry::codeOffset));
        for (Entry e : entries) {
            keys.u32(e.codeOffset);
            pointers.address32(records, e.record);
            places.address32(e.position < 0 ? null : positions, e.position);
        }
        trapEntries.sort(Comparator.comparingInt(t -> t[0]));
        for (int[] t : trapEntries) {
            traps.u32(t[0]);
            trapTargets.u32(t[1]);
        }
        segment.address64(start);
        segment.address64(end);
        segment.address32(keys, 0);
        segment.u32(entries.size());
        segment.address32(pointers, 0);
        segment.address32(traps, 0);
        segment.u32(trapEntries.size());
        segment.address32(trapTargets, 0);
        segment.address32(methods, 0);
        segment.u32(compiled);
        segment.address32(places, 0);
        segment.align(8);
        if (segment.size() != CodeSegmentLayout.SIZE) throw new IllegalStateException("CodeSegmentLayout.SIZE");
    }

    private int method(JMethod m, int codeOffset, int size) {
        int at = methods.size();
        methodOffsets.put(m, at);
        methods.u32(codeOffset);
        methods.u32(size);
        methods.address32(hubs.place(m.holder));
        methods.address32(objects.string(m.name));
        boolean hidden = m.holder.hidden || m.holder.name.startsWith(NUCLEUS) || (m.holder.flags & Access.SYNTHETIC) != 0;
        methods.u32(hidden ? MethodInfoLayout.HIDDEN : 0);
        if (methods.size() != at + MethodInfoLayout.SIZE) throw new IllegalStateException("MethodInfoLayout.SIZE");
        return at;
    }

    /** Offset of the position's record. */
    private int position(Position p) {
        Integer met = positionOffsets.get(p);
        if (met != null) return met;
        int line = p.method().code == null ? 0 : p.method().code.lineAt(p.bci());
        SourcePlace place = new SourcePlace(p.method(), line, p.caller() == null ? -1 : position(p.caller()));
        Integer known = placeOffsets.get(place);
        if (known == null) {
            known = place(place);
            placeOffsets.put(place, known);
        }
        positionOffsets.put(p, known);
        return known;
    }

    private int place(SourcePlace place) {
        Integer method = methodOffsets.get(place.method);
        if (method == null) method = method(place.method, MethodInfoLayout.NO_CODE, 0);
        int at = positions.size();
        positions.address32(methods, method);
        positions.u32(place.line);
        positions.address32(place.caller < 0 ? null : positions, place.caller);
        if (positions.size() != at + PositionLayout.SIZE) throw new IllegalStateException("PositionLayout.SIZE");
        return at;
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
