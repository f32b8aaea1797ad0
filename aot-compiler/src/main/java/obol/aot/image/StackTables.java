package obol.aot.image;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.aot.codegen.CompiledMethod;
import obol.aot.codegen.Safepoint;
import obol.aot.codegen.Trap;
import obol.aot.ir.Position;
import obol.aot.world.JMethod;
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

    private record Key(int handler, int position, int frameWords, int registers, int flags, List<Long> map) {}

    private record Entry(int codeOffset, int record) {}

    private final Section segment = new Section("code segment");
    private final Section keys = new Section("safepoint keys");
    private final Section pointers = new Section("safepoint pointers");
    private final Section records = new Section("safepoints");
    private final Section traps = new Section("traps");
    private final Section trapTargets = new Section("trap targets");
    private final Section methods = new Section("methods");
    private final Section positions = new Section("positions");

    private final Map<Key, Integer> recordOffsets = new LinkedHashMap<>();
    private final Map<Position, Integer> positionOffsets = new LinkedHashMap<>();
    private final Map<JMethod, Integer> methodOffsets = new LinkedHashMap<>();
    private final ReadOnlyObjects objects;
    private final HubSection hubs;

    StackTables(ReadOnlyObjects objects, HubSection hubs) {
        this.objects = objects;
        this.hubs = hubs;
    }

    List<Section> sections() {
        return List.of(segment, keys, pointers, records, traps, trapTargets, methods, positions);
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
                entries.add(new Entry(offset + s.returnOffset(), record(new Key(handler, position(at), s.frameWords(), s.registers(), 0, map(s.references())))));
            }
            for (Trap t : e.getKey().traps()) trapEntries.add(new int[] {offset + t.instructionOffset(), offset + t.targetOffset()});
        }
        own.resolve();
        for (int at = 0; at < own.size(); at += Assembly.SAFEPOINT_SIZE) {
            int returnOffset = (int) (own.get64(at) - codeStart);
            entries.add(new Entry(returnOffset, record(new Key(0, -1, own.get16(at + 8), 0, own.get16(at + 10), List.of()))));
        }
        entries.sort(Comparator.comparingInt(Entry::codeOffset));
        for (Entry e : entries) {
            keys.u32(e.codeOffset);
            pointers.address32(records, e.record);
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
        if (segment.size() != CodeSegmentLayout.SIZE) throw new IllegalStateException("CodeSegmentLayout.SIZE");
    }

    private static List<Long> map(BitSet references) {
        List<Long> words = new ArrayList<>();
        for (long word : references.toLongArray()) words.add(word);
        return words;
    }

    private int method(JMethod m, int codeOffset, int size) {
        int at = methods.size();
        methodOffsets.put(m, at);
        methods.u32(codeOffset);
        methods.u32(size);
        methods.address32(hubs.place(m.holder));
        methods.address32(objects.string(m.name));
        boolean hidden = m.holder.hidden || m.holder.name.startsWith(NUCLEUS);
        methods.u32(hidden ? MethodInfoLayout.HIDDEN : 0);
        if (methods.size() != at + MethodInfoLayout.SIZE) throw new IllegalStateException("MethodInfoLayout.SIZE");
        return at;
    }

    /** Offset of the position's record; -1 for none. */
    private int position(Position p) {
        if (p == null) return -1;
        Integer known = positionOffsets.get(p);
        if (known != null) return known;
        int caller = position(p.caller());
        Integer method = methodOffsets.get(p.method());
        if (method == null) method = method(p.method(), MethodInfoLayout.NO_CODE, 0);
        int at = positions.size();
        positions.address32(methods, method);
        positions.u16(p.method().code == null ? 0 : p.method().code.lineAt(p.bci()));
        positions.u16(p.bci());
        positions.address32(caller < 0 ? null : positions, caller);
        if (positions.size() != at + PositionLayout.SIZE) throw new IllegalStateException("PositionLayout.SIZE");
        positionOffsets.put(p, at);
        return at;
    }

    private int record(Key key) {
        Integer known = recordOffsets.get(key);
        if (known != null) return known;
        records.align(4);
        int at = records.size();
        records.u32(key.handler);
        records.address32(key.position < 0 ? null : positions, key.position);
        records.u16(key.frameWords);
        records.u16(key.registers);
        records.u16(key.flags);
        records.u16(8 * key.map.size());
        for (long word : key.map) records.u64(word);
        if (records.size() != at + SafepointLayout.MAP + 8 * key.map.size()) throw new IllegalStateException("SafepointLayout.MAP");
        recordOffsets.put(key, at);
        return at;
    }
}
