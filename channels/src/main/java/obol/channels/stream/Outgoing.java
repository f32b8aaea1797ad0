package obol.channels.stream;

import obol.channels.transport.Later;

/** The writing half of a stream. */
public interface Outgoing {
    /** Moves an item in; see {@code Sink.put} for what it throws. */
    void put(Object item, long deadline);

    /** Whether {@link #put} would neither wait nor find the reader gone. */
    boolean ready();

    /** Whether there is a reader. */
    boolean open();

    /** Ends the stream with words for the reader; null: with its regular end. */
    void end(String failure);

    /** Checks that it may be sent with items of this codec. Throws as a writer does. */
    void prepare(StreamCodec codec);

    /** Turns it into what may be sent. Nobody writes here any more. */
    Later.Sender ship(StreamCodec codec);
}
