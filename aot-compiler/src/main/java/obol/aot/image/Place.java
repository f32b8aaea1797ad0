package obol.aot.image;

/** A place in a section. */
record Place(Section section, long offset) {
    /** What is at a known address, outside of what is written. */
    static Place at(long address) {
        return new Place(Section.OUTSIDE, address);
    }

    long address() {
        return section.base + offset;
    }
}
