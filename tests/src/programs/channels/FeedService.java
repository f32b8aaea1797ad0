package channels;

import java.util.ArrayList;
import java.util.List;
import obol.channels.Batch;
import obol.channels.Block;
import obol.channels.ChannelException;
import obol.channels.Pipe;
import obol.channels.Services;
import obol.channels.Sink;
import obol.channels.Slot;
import obol.channels.Source;

/** One service under the name that its first argument says. */
public final class FeedService implements Feed {
    private final Slot<Sink<Block>> blocks = new Slot<>();
    private final Slot<Source<String>> words = new Slot<>();

    public static void main(String[] arguments) {
        Services.serve(Feed.class, arguments[0], new FeedService());
    }

    @Override
    public Source<Integer> numbers(int count, int window) {
        Pipe<Integer> pipe = Pipe.of(window);
        Slot<Sink<Integer>> sink = new Slot<>();
        sink.put(pipe.sink());
        Thread writer = new Thread(() -> {
            try (Sink<Integer> out = sink.take()) {
                for (int i = 0; i < count; i++) out.put(i);
            } catch (ChannelException readerGone) {
                return;
            }
        });
        writer.setDaemon(true);
        writer.start();
        return pipe.source();
    }

    @Override
    public Source<Block> blocks(int count, int size) {
        Pipe<Block> pipe = Pipe.of(count);
        for (int i = 0; i < count; i++) {
            Block block = Block.allocate(size);
            block.put(size - 1, (byte) i);
            pipe.sink().put(block);
        }
        blocks.put(pipe.sink());
        return pipe.source();
    }

    @Override
    public void end(String failure) {
        try (Sink<Block> sink = blocks.take()) {
            if (!failure.isEmpty()) sink.fail(failure);
        }
    }

    @Override
    public boolean isRead() {
        Sink<Block> sink = blocks.take();
        boolean open = sink.open();
        blocks.put(sink);
        return open;
    }

    @Override
    public Sink<String> words(int window) {
        Pipe<String> pipe = Pipe.of(window);
        words.put(pipe.source());
        return pipe.sink();
    }

    @Override
    public List<String> read(int count) {
        List<String> read = new ArrayList<>();
        Source<String> source = words.take();
        for (int i = 0; i < count; i++) {
            try {
                String word = source.next();
                read.add(word == null ? "end" : word);
            } catch (ChannelException thrown) {
                read.add(thrown.getClass().getSimpleName());
            }
        }
        words.put(source);
        return read;
    }

    @Override
    public void ignore() {
        words.close();
    }

    @Override
    public long drain(Source<Block> data) {
        long sum = 0;
        try (data) {
            for (Block block = data.next(); block != null; block = data.next()) {
                sum += block.size();
                block.close();
            }
        }
        return sum;
    }

    @Override
    public Source<Integer> through(String service, Source<Integer> source) {
        if (service.isEmpty()) return source;
        try (Feed next = Services.connect(Feed.class, service)) {
            return next.through("", source);
        }
    }

    @Override
    public Sink<Integer> back(Sink<Integer> sink) {
        return sink;
    }

    @Override
    public Source<Loop> loops(int count) {
        Pipe<Loop> all = Pipe.of(count);
        for (int i = 0; i < count; i++) {
            Pipe<Block> loop = Pipe.of(1);
            all.sink().put(new Loop("loop " + i, loop.source(), loop.sink()));
        }
        all.sink().close();
        return all.source();
    }

    @Override
    public Batch<Block> cut(Block whole, int parts) {
        Batch<Block> batch = Batch.empty();
        try (whole) {
            int size = whole.size() / parts;
            for (int i = 0; i < parts; i++) {
                Block part = Block.allocate(size);
                whole.copyTo(i * size, part, 0, size);
                batch.add(part);
            }
        }
        return batch;
    }
}
