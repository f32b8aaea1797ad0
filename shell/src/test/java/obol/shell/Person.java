package obol.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import obol.channels.Block;
import obol.channels.Pending;
import obol.channels.Promise;
import obol.channels.Slot;
import obol.system.carrier.Outside;
import obol.system.carrier.Stream;

/** What lies outside of a machine, as a test: types, and sees what is shown. */
final class Person implements Outside {
    private final Window window;
    private final Typed console = new Typed();
    private final Typed errors = new Typed();

    /** @param columns of the window, or 0 for nobody: a pipe */
    Person(int columns) {
        window = new Window(columns, columns == 0 ? 0 : 24, columns > 0);
    }

    /** A stream; reads wait for {@link #type}. */
    private static final class Typed implements Stream {
        private final Slot<Promise<byte[]>> reader = new Slot<>();
        private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private int most;
        private boolean ended;

        @Override
        public synchronized Pending<byte[]> read(int atMost) {
            Promise<byte[]> promise = Promise.make();
            Pending<byte[]> pending = promise.pending();
            most = atMost;
            reader.put(promise);
            serve();
            return pending;
        }

        synchronized void type(byte[] bytes) {
            typed.writeBytes(bytes);
            serve();
        }

        synchronized void end() {
            ended = true;
            serve();
        }

        private void serve() {
            if (typed.size() == 0 && !ended) return;
            Promise<byte[]> promise = reader.take();
            if (promise == null) return;
            byte[] all = typed.toByteArray();
            int count = Math.min(most, all.length);
            typed.reset();
            typed.write(all, count, all.length - count);
            promise.keep(java.util.Arrays.copyOf(all, count));
        }

        @Override
        public synchronized Pending<Integer> write(byte[] bytes) {
            written.writeBytes(bytes);
            notifyAll();
            return Pending.of(bytes.length);
        }

        @Override
        public Pending<Filled> readBlock(Block block) {
            throw new AssertionError("a person types little");
        }

        @Override
        public Pending<Filled> writeBlock(Block block, int count) {
            throw new AssertionError("a person reads little");
        }

        synchronized String written() {
            return written.toString(StandardCharsets.UTF_8);
        }
    }

    void type(String text) {
        console.type(text.getBytes(StandardCharsets.UTF_8));
    }

    void endInput() {
        console.end();
    }

    String shown() {
        return console.written();
    }

    String errorsShown() {
        return errors.written();
    }

    /** Waits until this is shown behind the first {@code from} characters; gives how many are shown up to its end. */
    int await(String text, int from) throws InterruptedException {
        synchronized (console) {
            long end = System.nanoTime() + 10_000_000_000L;
            while (true) {
                int at = console.written().indexOf(text, from);
                if (at >= 0) return at + text.length();
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) throw new AssertionError("\"" + text + "\" is not shown, but: " + console.written().substring(from));
                console.wait(left);
            }
        }
    }

    @Override public Stream console() { return console; }
    @Override public Stream errors() { return errors; }
    @Override public Window window() { return window; }
    @Override public Pending<Boot> boot() { return Pending.of(new Boot(List.of(), Map.of())); }
    @Override public Pending<Accepted> accept() { throw new UnsupportedOperationException(); }
    @Override public Pending<Accepted> dial(String address) { throw new UnsupportedOperationException(); }
    @Override public Pending<Integer> ready() { return Pending.of(0); }
    @Override public Pending<Integer> leave(int status) { return Pending.of(status); }
}
