package obol.system.servers.net;

import obol.net.wire.Address;
import obol.styx.Errno;
import obol.styx.StyxException;

/**
 * One end of a conversation, or what listens for such. No method waits; what cannot be done yet is said, and {@code changed} of
 * {@link Network#open} runs when it may be tried again. Errors have the texts of {@link Errno}, so that who gets the text knows the number.
 */
public interface Endpoint {
    /** Result of {@link #read}: nothing is there yet. */
    int NOTHING = -1;
    /** Result of {@link #read}: nothing more will come. */
    int END = -2;

    /** Sets the address and port of this side: {@link Address#isAny} for any, port 0 for a free one. */
    void bind(Address local, int port) throws StyxException;

    /** Begins to connect. Of datagrams, sets where they go, and from where they are taken. @param port 0 where the protocol has none */
    void connect(Address remote, int port) throws StyxException;

    /** Whether the connection is there. False: not yet. @throws StyxException it has failed, and will not be there */
    boolean connected() throws StyxException;

    /** Begins to listen, or to take datagrams from all, where it is bound. @param backlog most calls that wait */
    void announce(int backlog) throws StyxException;

    /** The next call, an endpoint that is connected; null: there is none yet. @param changed as of {@link Network#open} */
    default Endpoint accept(Runnable changed) throws StyxException {
        throw new StyxException(Errno.EOPNOTSUPP);
    }

    /** Reads up to {@code most} bytes, or one datagram as far as there is room; or gives {@link #NOTHING} or {@link #END}. */
    int read(byte[] to, int at, int most) throws StyxException;

    /** Writes some of the bytes, or all of them as one datagram; how many were taken, 0: there is no room yet. */
    int write(byte[] from, int at, int count) throws StyxException;

    /** Whether {@link #write} would take something now, or fail. */
    boolean hasRoom();

    /** Takes datagrams from all again. */
    default void disconnect() throws StyxException {
        throw new StyxException(Errno.EOPNOTSUPP);
    }

    /** The next datagram, from whomever; null: there is none yet. */
    default Datagram receive() throws StyxException {
        throw new StyxException(Errno.EOPNOTSUPP);
    }

    /** Sends a datagram to its remote address; false: there is no room yet. */
    default boolean send(Datagram datagram) throws StyxException {
        throw new StyxException(Errno.EOPNOTSUPP);
    }

    /** Ends what this side writes, once all of it has been sent; reading goes on. */
    default void finish() throws StyxException {
        throw new StyxException(Errno.EOPNOTSUPP);
    }

    /** Ends both directions at once; what is under way may be lost. */
    void hangup();

    void set(Option option, int value) throws StyxException;

    /** Joins a group, or leaves it. @param local an address of the link on which, or {@link Address#isAny} */
    default void group(Address group, Address local, boolean join) throws StyxException {
        throw new StyxException(Errno.EOPNOTSUPP);
    }

    Address local();

    int localPort();

    /** {@link Address#isAny} while there is none. */
    Address remote();

    int remotePort();

    /** The state and what is known besides, as one line: {@code Established qin 0 qout 0}. The first word is one of Plan 9's. */
    String status();

    /** Gives it back. What was written is still sent, in order, by the protocol's own means. */
    void close();
}
