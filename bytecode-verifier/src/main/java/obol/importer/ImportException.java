package obol.importer;

/** An old class that can't be brought into a form with frames. */
public final class ImportException extends Exception {
    private static final long serialVersionUID = 1;

    private final String method;
    private final String rule;
    private final String found;
    private final String wanted;

    ImportException(String method, String rule, String found, String wanted) {
        super((method == null ? "" : method + ": ") + rule + ": found " + found + ", wanted " + wanted);
        this.method = method;
        this.rule = rule;
        this.found = found;
        this.wanted = wanted;
    }

    /** Name and descriptor, or null if it is about the whole class. */
    public String method() {
        return method;
    }

    /** A JVMS section or {@code policy.NAME}. */
    public String rule() {
        return rule;
    }

    public String found() {
        return found;
    }

    public String wanted() {
        return wanted;
    }
}
