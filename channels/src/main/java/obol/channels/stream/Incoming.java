package obol.channels.stream;

import obol.channels.transport.Later;

/** The reading half of a stream. */
public interface Incoming {
    /** The next item; null at the end. See {@code Source.next()} for what it throws. */
    Object next(long deadline);

    /** Whether {@link #next} would not wait. */
    boolean ready();

    /** Nobody reads any more: what is in the stream is closed. No effect the second time. */
    void close();

    /** Checks that it may be sent with items of this codec. Throws as a writer does. */
    void prepare(StreamCodec codec);

    /** Turns it into what may be sent. Nobody reads it here any more. */
    Later ship(StreamCodec codec);
}
