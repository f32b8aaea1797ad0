package channels;

import java.util.List;
import obol.channels.Batch;
import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Sink;
import obol.channels.Source;

/** Streams from the service and to it, with data, blocks and streams in them; batches. */
public interface Feed extends Contract {
    /** 0, 1, 2 ..., written by a thread of its own; so many, then the end. */
    Source<Integer> numbers(int count, int window);

    /** As many blocks as fit; the stream goes on when the service is asked for the next ones. */
    Source<Block> blocks(int count, int size);

    /** Ends the stream of the last {@link #blocks}, with words unless they are empty. */
    void end(String failure);

    /** Whether somebody reads the last blocks. */
    boolean isRead();

    /** A stream that the service keeps. */
    Sink<String> words(int window);

    /** Takes so many of the words; the end and what is thrown are words, too. */
    List<String> read(int count);

    /** Closes the stream of the words. */
    void ignore();

    /** Reads to the end: the sum of all sizes. */
    long drain(Source<Block> data);

    /** Gives the stream to the service of this name and back. */
    Source<Integer> through(String service, Source<Integer> source);

    Sink<Integer> back(Sink<Integer> sink);

    /** So many loops, each with its two halves. */
    Source<Loop> loops(int count);

    Batch<Block> cut(Block whole, int parts);

    record Loop(String name, Source<Block> in, Sink<Block> out) {
    }
}
