package obol.verifier.ownership;

/** The rules of ownership by name ({@code own.NAME}), each with what it wants instead of what was found. */
enum OwnershipRule {
    USE_AFTER_END("use-after-end", "a value that is still owned"),
    CLOSE_AFTER_GIVING("close-after-giving", "close() by its owner alone"),
    STALE("stale", "the variable that owns it now"),
    ALIASED("aliased", "one variable for one open value"),
    STILL_OPEN("still-open", "it closed, sent, returned or stored"),
    OUT_OF_SCOPE("out-of-scope", "it closed, sent, returned or stored"),
    LOST("lost", "it closed, sent, returned or stored in a Slot"),
    BORROWED("borrowed", "staying calls, or its owner to do so"),
    FIELD_LENDS("field-lends", "staying calls and close(), or a Slot"),
    TAKEN("taken", "each component taken once"),
    PARTLY_TAKEN("partly-taken", "a whole record, or its components one by one"),
    ACCESSOR("accessor", "the generated accessor"),
    ORDINARY_CODE("ordinary-code", "code that keeps track of owners"),
    CAPTURE("capture", "it passed to a constructor or method as an argument"),
    ARRAY("array", "a Batch"),
    STATIC_FIELD("static-field", "a Slot"),
    FIELD("field", "a private final field that the constructor fills, or a Slot"),
    COLLECTION("collection", "Slots or a Batch"),
    RESULT("result", "a result of linear type"),
    TYPE_ARGUMENT("type-argument", "the same linear type on both sides"),
    RAW("raw", "type arguments that say what it carries"),
    CAST("cast", "a value whose owner is known"),
    OWN_METHOD("own-method", "another receiver"),
    BORROWED_AND_MOVED("borrowed-and-moved", "two values"),
    MARK("mark", "the mark of what it implements"),
    SYSTEM_TYPE("system-type", "a record of linear types, which is linear by itself"),
    GENERIC_RECORD("generic-record", "a record without type parameters"),
    CONSTRUCTOR("constructor", "a constructor that only checks"),
    BOOTSTRAP("bootstrap", "a lambda, a method reference or a string concatenation"),
    EFFORT("effort", "smaller methods");

    private final String name;
    private final String wanted;

    OwnershipRule(String name, String wanted) {
        this.name = "own." + name;
        this.wanted = wanted;
    }

    String ruleName() {
        return name;
    }

    String wanted() {
        return wanted;
    }
}
