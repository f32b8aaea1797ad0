package mutants;

/** Holds something; what the seeds work on, and never mutated itself. */
class Box implements Shape {
    protected Object content;
    protected Box next;
    int size = 3;

    Box(Object content, Box next) {
        this.content = content;
        this.next = next;
    }

    @Override
    public int area() {
        return size * size;
    }

    Box twin() {
        return new Box(content, this);
    }

    @Override
    public String toString() {
        return "box of " + content;
    }
}
