package obol.channels.naming;

/**
 * What stands behind a {@link NameService}: which names there are and who may have them. Called by the thread that serves; must not
 * wait, but may keep the {@link Answer} and give it later.
 *
 * @param <P> what the name service's owner keeps of each process
 */
public interface Names<P> {
    /** A process wants a channel to a service. */
    void connect(P process, String name, Answer answer);

    /** A process wants the canonical text of a service's contract. */
    void contract(P process, String name, Answer answer);

    /**
     * A process has opened a port under a name. The connector is the callee's, whatever it answers. The name is free again when
     * {@link Connector#isOpen()} is false.
     *
     * @param fingerprint of the contract: 32 hexadecimal digits
     * @param canonicalText of the contract
     */
    void register(P process, String name, String fingerprint, String canonicalText, Connector connector, Answer answer);

    /** A process has closed its link, or has ended: no request of its comes any more. */
    void gone(P process);
}
