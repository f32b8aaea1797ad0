package obol.aot.image;

/** A place in a section. */
record Place(Section section, long offset) {
    long address() {
        return section.base + offset;
    }
}
