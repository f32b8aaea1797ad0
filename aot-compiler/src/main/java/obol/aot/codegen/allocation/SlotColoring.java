package obol.aot.codegen.allocation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import obol.aot.codegen.machine.Location;
import obol.aot.codegen.machine.MachineCode;
import obol.aot.codegen.machine.Value;

/**
 * Gives values slots of the frame; values that are not live at the same time may share one. First fit over lifetimes from
 * first to last position, holes ignored: a slot is valid from the definition to the last use, wherever in between the
 * value is live. O(values * slots).
 */
final class SlotColoring {
    private final MachineCode code;
    private final Intervals intervals;

    SlotColoring(MachineCode code, Intervals intervals) {
        this.code = code;
        this.intervals = intervals;
    }

    void assign(List<Value> values) {
        List<Value> sorted = new ArrayList<>(values);
        sorted.sort(Comparator.<Value>comparingInt(v -> intervals.of(v).start()).thenComparingInt(v -> v.id));
        List<Integer> takenUntil = new ArrayList<>();
        for (Value value : sorted) {
            int slot = 0;
            while (slot < takenUntil.size() && takenUntil.get(slot) > intervals.of(value).start()) slot++;
            if (slot == takenUntil.size()) takenUntil.add(0);
            takenUntil.set(slot, lastEnd(value));
            value.slot = Location.slot(slot);
        }
        code.slots = takenUntil.size();
    }

    private int lastEnd(Value value) {
        Interval last = intervals.of(value);
        while (last.next != null) last = last.next;
        return last.end();
    }
}
