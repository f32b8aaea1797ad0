package obol.system.init;

/** What a process may take; by these names in {@code /proc}. All but {@link #HANDLES} and {@link #PRI} bound it and what it starts together. */
enum Limit {
    /** Bytes, as are EXCHANGE, STRUCTURES (the nucleus's own memory for it), and STACKS. */
    HEAP,
    EXCHANGE,
    STRUCTURES,
    STACKS,
    THREADS,
    PROCESSES,
    /** Each process for itself. */
    HANDLES,
    /** Its share of the processor beside others: 10 is usual, 1 to 20. What it starts has the same. */
    PRI;

    /** The limit of this name, null: there is none. */
    static Limit of(String name) {
        for (Limit limit : values()) {
            if (limit.text().equals(name)) {
                return limit;
            }
        }
        return null;
    }

    String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether it is counted for a process and all that it starts together. */
    boolean isOfFamily() {
        return this != HANDLES && this != PRI;
    }
}
