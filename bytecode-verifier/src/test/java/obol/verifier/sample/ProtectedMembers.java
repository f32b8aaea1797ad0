package obol.verifier.sample;

import java.util.AbstractList;

/** A superclass with protected members, itself below one of another package. */
public class ProtectedMembers extends AbstractList<String> {
    protected int shared;
    protected static long total;

    protected ProtectedMembers(int shared) {
        this.shared = shared;
        modCount++;
    }

    protected int hidden() {
        return modCount + shared;
    }

    @Override
    public String get(int index) {
        removeRange(index, index + 1);
        return index == modCount ? "" : String.valueOf(total);
    }

    @Override
    public int size() {
        return modCount;
    }
}
