package obol.channels.runtime;

import obol.channels.Contract;
import obol.channels.codec.Reader;
import obol.channels.codec.Throwing;

/** The client's side of one state. The contract compiler generates a subclass for each contract. */
public abstract class Stub implements Contract {
    private final Endpoint endpoint;
    private final int generation;
    private final String contract;

    /** The stub of the endpoint's present state. @param contract binary name */
    protected Stub(Endpoint endpoint, String contract) {
        this.endpoint = endpoint;
        this.generation = endpoint.generation();
        this.contract = contract;
    }

    /**
     * Begins a call. Static, so that a contract may have a method of any name.
     *
     * @param method for messages, such as {@code Login.login}
     * @throws obol.channels.Moved   if this state is over
     * @throws IllegalStateException if a call of another thread is under way
     */
    protected static Call begin(Stub stub, String method) {
        stub.endpoint.begin(stub.generation, stub.contract);
        return new Call(stub.endpoint, method);
    }

    /**
     * Whether the server has an optional method. Static, as {@link #begin}.
     *
     * @param method for messages, such as {@code Login.login}
     */
    protected static boolean offers(Stub stub, String method, long ordinal) {
        Boolean known = stub.endpoint.offered(stub.generation, stub.contract, ordinal);
        if (known != null) {
            return known;
        }
        Call call = begin(stub, method);
        try {
            call.arguments().writeLong(ordinal);
            Reader reply = call.send(Skeleton.OFFERS, Throwing.NOTHING);
            boolean offered = reply.readBoolean();
            call.done();
            stub.endpoint.remember(ordinal, offered);
            return offered;
        } catch (Exception thrown) {
            throw (RuntimeException) call.failed(thrown); // nothing checked is declared here
        }
    }

    @Override
    public final void close() {
        endpoint.close(generation);
    }

    Passage passage() {
        endpoint.checkIdle(generation, contract);
        return new Passage(endpoint, () -> endpoint.depart(generation, contract));
    }

    String contract() {
        return contract;
    }

    @Override
    public final String toString() {
        return Faults.simpleName(contract) + " endpoint";
    }
}
