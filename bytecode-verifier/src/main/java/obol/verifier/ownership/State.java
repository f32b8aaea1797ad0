package obol.verifier.ownership;

import java.util.Arrays;
import org.eclipse.collections.api.list.primitive.MutableIntList;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;
import org.eclipse.collections.impl.map.mutable.primitive.IntObjectHashMap;

/**
 * All slots, locals and then stack, and what is known of each linear value in them. A linear value is a number; slots with one number
 * hold the same object on every path. Numbers mean something within one state: where paths meet they are those of the first slot that
 * holds the value, and within a block new ones count on from there. Mutable, with one user at a time.
 */
final class State {
    private final Value[] slots;
    private final int locals;
    private int depth;
    private int nextId;
    private final IntObjectHashMap<Knowledge> known;
    /** Values of which a slot was overwritten or popped since {@link #takeDropped}. */
    private final IntArrayList dropped = new IntArrayList();

    State(int locals, int stack) {
        slots = new Value[locals + stack];
        Arrays.fill(slots, Value.NONE);
        this.locals = locals;
        nextId = slots.length;
        known = new IntObjectHashMap<>();
    }

    State(State other) {
        slots = other.slots.clone();
        locals = other.locals;
        depth = other.depth;
        nextId = other.nextId;
        known = new IntObjectHashMap<>(other.known);
    }

    /** A state of the same shape in which nothing is known. */
    State blank() {
        State blank = new State(locals, slots.length - locals);
        blank.depth = depth;
        return blank;
    }

    int locals() {
        return locals;
    }

    /** Locals and stack slots in use. */
    int size() {
        return locals + depth;
    }

    /** A slot by its place, locals first. */
    Value slot(int index) {
        return slots[index];
    }

    void setSlot(int index, Value value) {
        slots[index] = value;
    }

    Value local(int index) {
        return slots[index];
    }

    void setLocal(int index, Value value) {
        drop(slots[index]);
        slots[index] = value;
    }

    void push(Value value) {
        slots[locals + depth++] = value;
    }

    Value pop() {
        Value value = slots[locals + --depth];
        slots[locals + depth] = Value.NONE;
        drop(value);
        return value;
    }

    void pop(int count) {
        for (int i = 0; i < count; i++) {
            pop();
        }
    }

    /** The stack slot {@code fromTop} below the top one. */
    Value peek(int fromTop) {
        return slots[locals + depth - 1 - fromTop];
    }

    void clearStack() {
        pop(depth);
    }

    private void drop(Value value) {
        if (value.isLinear()) {
            dropped.add(value.id());
        }
    }

    /** The values that no slot holds any more since the last call, in the order in which they went; they stay known. */
    MutableIntList takeDropped() {
        IntArrayList gone = new IntArrayList();
        for (int i = 0; i < dropped.size(); i++) {
            int id = dropped.get(i);
            if (known.containsKey(id) && !gone.contains(id) && !holds(id)) {
                gone.add(id);
            }
        }
        dropped.clear();
        return gone;
    }

    boolean hasDropped() {
        return !dropped.isEmpty();
    }

    boolean holds(int id) {
        for (int i = 0; i < size(); i++) {
            if (slots[i].isLinear() && slots[i].id() == id) {
                return true;
            }
        }
        return false;
    }

    /** A new linear value; the caller puts it where it belongs. */
    Value create(Knowledge knowledge) {
        int id = nextId++;
        known.put(id, knowledge);
        return Value.linear(id);
    }

    /** As {@link #create}, with a number of the caller's. */
    void know(int id, Knowledge knowledge) {
        known.put(id, knowledge);
    }

    /** What is known of a value, or null. */
    Knowledge known(int id) {
        return known.get(id);
    }

    /** The numbers of all values, ascending. */
    int[] ids() {
        return known.keySet().toSortedArray();
    }

    int knownCount() {
        return known.size();
    }

    void forget(int id) {
        known.remove(id);
    }

    /** The value is no linear one (any more): all slots get another, tests of it mean nothing. */
    void replace(int id, Value value) {
        for (int i = 0; i < size(); i++) {
            if (slots[i].isLinear() && slots[i].id() == id) {
                slots[i] = value;
            } else if (slots[i].kind() == Value.Kind.TEST && slots[i].id() == id) {
                slots[i] = Value.NONE;
            }
        }
        known.remove(id);
    }

    /** The object of a NEW has been constructed. */
    void constructed(Value newObject, Value value) {
        for (int i = 0; i < size(); i++) {
            if (slots[i].equals(newObject)) {
                slots[i] = value;
            }
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(slots) + known;
    }
}
