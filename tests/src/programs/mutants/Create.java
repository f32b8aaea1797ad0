package mutants;

class Create extends Box {
    private final String name;
    private final Box[] parts;

    Create(String name, int n) {
        this(name, n > 1 ? new Crate(name, n) : null, new Box[n]);
        for (int i = 0; i < n; i++) {
            parts[i] = i == 1 ? this : new Create(name + i, 0);
        }
    }

    private Create(String name, Box next, Box[] parts) {
        super(name == null ? "none" : name, next);
        this.name = name;
        this.parts = parts;
    }

    static Object make(int kind) {
        return new Box(kind > 0 ? new Box(new Crate("in", kind), null) : new StringBuilder("s").append(kind),
                kind > 1 ? new Create("deep", kind) : null);
    }

    private String text() {
        StringBuilder all = new StringBuilder(name).append(parts.length);
        for (Box part : parts) {
            all.append(part == this ? "me" : part.content);
        }
        return all + (next == null ? "" : next.toString());
    }

    static String run() {
        Create create = new Create("c", 3);
        Box made = (Box) make(2);
        return create.text() + make(0) + make(1) + ((Create) made.next).text() + new Create(null, made, new Box[0]).content;
    }
}
