package obol.channels.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import obol.channels.Batch;
import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Pipe;
import obol.channels.Sink;
import obol.channels.Slot;
import obol.channels.Source;

/** Streams and batches in every place of a message, given on and given back. */
public interface Relay extends Contract {
    /** Gives back what it gets: a half that crosses a channel twice. */
    Source<Integer> source(Source<Integer> given);

    Sink<Integer> sink(Sink<Integer> given);

    Duplex exchange(Duplex given);

    /** A stream that {@link #feed} writes and {@link #end} ends, with words or without. */
    Source<Block> blocks(int capacity);

    void feed(int bytes);

    void end(Optional<String> failure);

    /** A stream whose items the service keeps until {@link #taken}. */
    Sink<String> keep(int capacity);

    /** Reads up to so many items; the end is an item "end". */
    List<String> taken(int most);

    void ignore();

    /** Streams in a stream: each item is a pair of halves whose other halves are joined here. */
    Source<Duplex> loops(int count);

    Batch<Block> split(Block whole, int parts);

    int size(Batch<Source<Integer>> streams);

    Batch<String> words(Batch<String> words);

    record Duplex(String name, Source<Integer> in, Sink<Integer> out) {
    }

    final class Service implements Relay {
        private final Slot<Sink<Block>> fed = new Slot<>();
        private final Slot<Source<String>> kept = new Slot<>();

        @Override
        public Source<Integer> source(Source<Integer> given) {
            return given;
        }

        @Override
        public Sink<Integer> sink(Sink<Integer> given) {
            return given;
        }

        @Override
        public Duplex exchange(Duplex given) {
            return new Duplex(given.name() + "'", given.in(), given.out());
        }

        @Override
        public Source<Block> blocks(int capacity) {
            Pipe<Block> pipe = Pipe.of(capacity);
            fed.put(pipe.sink());
            return pipe.source();
        }

        @Override
        public void feed(int bytes) {
            Sink<Block> sink = fed.take();
            sink.put(Block.allocate(bytes));
            fed.put(sink);
        }

        @Override
        public void end(Optional<String> failure) {
            try (Sink<Block> sink = fed.take()) {
                failure.ifPresent(sink::fail);
            }
        }

        @Override
        public Sink<String> keep(int capacity) {
            Pipe<String> pipe = Pipe.of(capacity);
            kept.put(pipe.source());
            return pipe.sink();
        }

        @Override
        public List<String> taken(int most) {
            List<String> items = new ArrayList<>();
            Source<String> source = kept.take();
            while (items.size() < most) {
                String item = source.next();
                items.add(item == null ? "end" : item);
            }
            kept.put(source);
            return items;
        }

        @Override
        public void ignore() {
            kept.close();
        }

        @Override
        public Source<Duplex> loops(int count) {
            Pipe<Duplex> all = Pipe.of(count);
            for (int i = 0; i < count; i++) {
                Pipe<Integer> loop = Pipe.of(2);
                all.sink().put(new Duplex("loop " + i, loop.source(), loop.sink()));
            }
            all.sink().close();
            return all.source();
        }

        @Override
        public Batch<Block> split(Block whole, int parts) {
            Batch<Block> batch = Batch.empty();
            int size = whole.size() / parts;
            for (int i = 0; i < parts; i++) {
                Block part = Block.allocate(size);
                whole.copyTo(i * size, part, 0, size);
                batch.add(part);
            }
            whole.close();
            return batch;
        }

        @Override
        public int size(Batch<Source<Integer>> streams) {
            int size = streams.size();
            streams.close();
            return size;
        }

        @Override
        public Batch<String> words(Batch<String> words) {
            words.add("more");
            return words;
        }
    }
}
