package obol.verifier.ownership;

/**
 * What one slot of a state holds. A value of two slots is twice {@link #NONE}, so the forms of dup need no categories.
 *
 * @param id     of {@code LINEAR} and {@code TEST}: the number of the linear value in its state; of {@code NEW}: the bci
 * @param type   of {@code REFERENCE}: the type if it is known; of {@code NEW}: the class
 * @param tested of {@code TEST}: the class asked for
 */
record Value(Kind kind, int id, GenericType type, String tested) {
    enum Kind {
        /** Nothing that may be used as a reference: a number, half of one, or unusable. */
        NONE,
        NULL,
        /** A reference to what is not linear. */
        REFERENCE,
        /** The receiver of an instance method, if it is not linear. */
        THIS,
        /** An exception as a handler got it. */
        CAUGHT,
        /** An object that its constructor has not been called for. */
        NEW,
        /** The int of an instanceof on a linear value. */
        TEST,
        LINEAR
    }

    static final Value NONE = new Value(Kind.NONE, 0, null, null);
    static final Value NULL = new Value(Kind.NULL, 0, null, null);
    static final Value REFERENCE = new Value(Kind.REFERENCE, 0, null, null);
    static final Value THIS = new Value(Kind.THIS, 0, null, null);
    static final Value CAUGHT = new Value(Kind.CAUGHT, 0, null, null);

    static Value linear(int id) {
        return new Value(Kind.LINEAR, id, null, null);
    }

    static Value reference(GenericType type) {
        return new Value(Kind.REFERENCE, 0, type, null);
    }

    static Value test(int id, String type) {
        return new Value(Kind.TEST, id, null, type);
    }

    static Value newObject(int bci, String type) {
        return new Value(Kind.NEW, bci, GenericType.of(type), null);
    }

    boolean isLinear() {
        return kind == Kind.LINEAR;
    }

    boolean isNull() {
        return kind == Kind.NULL;
    }

    /** Whether it is a reference to an object that exists, of whatever kind. */
    boolean isObject() {
        return kind == Kind.REFERENCE || kind == Kind.THIS || kind == Kind.CAUGHT || kind == Kind.LINEAR;
    }
}
