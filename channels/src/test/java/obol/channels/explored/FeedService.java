package obol.channels.explored;

import java.util.ArrayList;
import java.util.List;
import obol.channels.Block;
import obol.channels.Pending;
import obol.channels.Pipe;
import obol.channels.Promise;
import obol.channels.Services;
import obol.channels.Sink;
import obol.channels.Slot;
import obol.channels.Source;

/** Has no threads of its own: what clients have sent it takes at the next call. */
class FeedService implements Feed {
    private final List<String> said = new ArrayList<>();
    private final Slot<Source<String>> publisher = new Slot<>();
    private final Slot<Sink<String>> follower = new Slot<>();
    private final Slot<Promise<String>> waiting = new Slot<>();

    /** What is told of a text. */
    String told(String text) {
        return text;
    }

    private void add(String text) {
        said.add(text);
        Sink<String> to = follower.take();
        if (to != null) {
            if (to.ready()) {
                to.put(told(text));
            }
            follower.put(to);
        }
    }

    @Override
    public Source<String> follow() {
        Pipe<String> pipe = Pipe.of(16);
        Sink<String> sink = pipe.sink();
        for (String each : said) {
            sink.put(told(each));
        }
        follower.put(sink);
        return pipe.source();
    }

    @Override
    public Sink<String> publish() {
        Pipe<String> pipe = Pipe.of(4);
        publisher.put(pipe.source());
        return pipe.sink();
    }

    @Override
    public void copy(Source<Block> from, Sink<Block> told) {
        for (Block next = from.next(); next != null; next = from.next()) {
            add(next.size() + " bytes");
            if (told.ready()) {
                told.put(next);
            } else {
                next.close();
            }
        }
        from.close();
        told.close();
    }

    @Override
    public Pending<String> next() {
        Promise<String> promise = Promise.make();
        Pending<String> pending = promise.pending();
        waiting.put(promise);
        return pending;
    }

    @Override
    public void say(String text) throws Full {
        Source<String> others = publisher.take();
        if (others != null) {
            while (others.ready()) {
                String next = others.next();
                if (next == null) {
                    break;
                }
                add(next);
            }
            publisher.put(others);
        }
        Promise<String> promise = waiting.take();
        if (text.equals("full")) {
            Full full = new Full("no more");
            if (promise != null) {
                promise.fail(full);
            }
            throw full;
        }
        if (promise != null) {
            promise.keep(told(text));
        }
        add(text);
    }

    @Override
    public Source<Reader> readers(int count) {
        Pipe<Reader> pipe = Pipe.of(count);
        Sink<Reader> sink = pipe.sink();
        for (int i = 0; i < count; i++) {
            int number = i;
            sink.put(Services.export(Reader.class, () -> number));
        }
        sink.close();
        return pipe.source();
    }

    @Override
    public Reader reader() {
        return () -> said.size();
    }

    @Override
    public void end() {
        Sink<String> to = follower.take();
        if (to != null) {
            to.close();
        }
    }

    @Override
    public void close() {
        publisher.close();
        follower.close();
        waiting.close();
    }
}
