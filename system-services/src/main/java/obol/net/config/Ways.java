package obol.net.config;

import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.wire.Address;

/** How a resolver gets to its servers: by the sockets of an engine, or of whatever else has some. */
public interface Ways {
    /** A way for datagrams, from a port at random. @param changed run when there may be something to read, or a problem; never from within a call */
    Way datagrams(Address server, int port, Runnable changed) throws NetworkException;

    /** A way for a stream, which begins to connect. */
    Way stream(Address server, int port, Runnable changed) throws NetworkException;

    /** A way to one server. */
    interface Way {
        /** Whether something may be sent. */
        boolean connected();

        void send(byte[] from, int at, int length) throws NetworkException;

        /** Reads a datagram, of which what does not fit is lost, or bytes of the stream; 0: there are none yet, -1: none will come. */
        int read(byte[] to, int at, int most) throws NetworkException;

        /** What the network has told; null: nothing. */
        Problem problem();

        void close();
    }
}
