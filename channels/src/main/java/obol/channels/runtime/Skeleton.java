package obol.channels.runtime;

import obol.channels.Contract;

/** A contract in its compiled form. The contract compiler generates a subclass with one instance for each contract. */
public abstract class Skeleton {
    /** Binary name of the contract. */
    public abstract String contract();

    /** All that both sides must agree on, as text; see CONTRACTS.md section 7. */
    public abstract String canonicalText();

    /** 32 hexadecimal digits over the canonical text. */
    public abstract String fingerprint();

    /** The ordinal of the question whether this state has a method: a long, the method's ordinal. The reply is a boolean. */
    public static final long OFFERS = 0;

    /** The ordinals of its methods. */
    protected abstract long[] ordinals();

    /** Whether the state has a method of this ordinal. */
    final boolean offers(long ordinal) {
        for (long own : ordinals()) {
            if (own == ordinal) {
                return true;
            }
        }
        return false;
    }

    /** The stub of an endpoint that is in this state. */
    public abstract Contract stub(Endpoint endpoint);

    /** Reads the arguments, calls the object, writes the result. What the object throws goes through. */
    public abstract void dispatch(Serving serving, Contract object) throws Exception;
}
