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

    /** The stub of an endpoint that is in this state. */
    public abstract Contract stub(Endpoint endpoint);

    /** Reads the arguments, calls the object, writes the result. What the object throws goes through. */
    public abstract void dispatch(Serving serving, Contract object) throws Exception;
}
