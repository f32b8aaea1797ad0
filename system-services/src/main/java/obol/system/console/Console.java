package obol.system.console;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import obol.channels.ChannelException;
import obol.channels.Pending;
import obol.channels.Slots;
import obol.channels.Waitable;
import obol.styx.Errno;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.ram.RamTree;
import obol.styx.ram.Synthetic;
import obol.styx.server.FileServer;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.system.carrier.Outside;
import obol.system.carrier.Stream;
import obol.system.loop.Owed;

/**
 * One console: its files, its clients of {@link Terminal}, and the streams to what lies outside. Used by one thread, which calls
 * {@link #proceed} whenever {@link #progress} is ready.
 */
final class Console {
    private static final String OWNER = "obol";
    private static final int SPACE = 16 << 10;
    private static final int PIECE = 4096;
    private static final String TYPED = "typed";
    private static final String SHOWN = "shown";
    private static final String ERRORS = "errors";

    private final Outside outside;
    private final Stream stream;
    private final boolean interactive;
    private final Slots<String, Pending<?>> underWay = new Slots<>();
    private final LineDiscipline discipline;
    private final Input input;
    private final Output shown;
    private final Output errors;
    private final RamTree tree = new RamTree(() -> System.currentTimeMillis() * 1_000_000, SPACE, OWNER, 0555);
    /** In the order in which they connected. */
    private final List<Client> clients = new ArrayList<>();
    private boolean ended;

    Console(Outside outside) {
        this.outside = outside;
        interactive = outside.window().interactive();
        stream = outside.console();
        discipline = new LineDiscipline(interactive);
        input = new Input(discipline);
        shown = new Output(SHOWN, outside.console(), interactive, underWay);
        errors = interactive ? shown : new Output(ERRORS, outside.errors(), false, underWay);
        Map<String, Synthetic> files = Map.of(
                "cons", (user, mode) -> new Cons(),
                "consctl", (user, mode) -> new Control(),
                "errors", (user, mode) -> new Written(errors));
        try {
            for (String name : List.of("cons", "consctl", "errors")) tree.root().synthetic(name, name.equals("errors") ? 0222 : 0666, files.get(name));
        } catch (StyxException e) {
            throw new IllegalStateException(e);
        }
        listen();
    }

    FileServer files() {
        return tree;
    }

    /** A new client of the service {@code terminal}. */
    Client connected() {
        Client client = new Client();
        clients.add(client);
        return client;
    }

    /** Ready when something has come from or gone to outside. */
    Waitable progress() {
        return underWay;
    }

    /** Deals with one thing that has come or gone. */
    void proceed() {
        String what = underWay.whichReady();
        if (what == null) return;
        switch (what) {
            case TYPED -> typed();
            case SHOWN -> shown.written();
            default -> errors.written();
        }
    }

    /** Asks for more of what is typed, unless that would be more than is kept. A person's Ctrl-C must always be heard. */
    private void listen() {
        if (ended || underWay.has(TYPED) || !interactive && !discipline.hasRoom()) return;
        try {
            underWay.put(TYPED, stream.read(PIECE));
        } catch (ChannelException e) {
            end();
        }
    }

    private void typed() {
        byte[] bytes;
        try (Pending<?> pending = underWay.take(TYPED)) {
            bytes = (byte[]) pending.await();
        } catch (ChannelException e) {
            bytes = new byte[0];
        }
        if (bytes.length == 0) {
            end();
            return;
        }
        edited(discipline.type(bytes));
        listen();
    }

    /** Passes on what has come of typing. */
    private void edited(int interrupts) {
        byte[] echo = discipline.takeEcho();
        if (echo.length > 0) shown.show(echo);
        if (interrupts > 0 && !clients.isEmpty()) clients.get(clients.size() - 1).interrupted(interrupts);
        input.serve();
    }

    private void end() {
        ended = true;
        discipline.end();
        input.serve();
    }

    private final class Cons implements OpenFile {
        @Override
        public void read(long offset, int count, Reply<Slice> reply) {
            input.read(offset, count, reply);
            listen();
        }

        @Override
        public void write(long offset, Slice data, Reply<Integer> reply) {
            shown.write(offset, data, reply);
        }
    }

    private record Written(Output output) implements OpenFile {
        @Override
        public void write(long offset, Slice data, Reply<Integer> reply) {
            output.write(offset, data, reply);
        }
    }

    /** {@code consctl}, open. */
    private final class Control implements OpenFile {
        /** Whether this has asked for it. */
        private boolean raw;
        private Slice text;

        @Override
        public void read(long offset, int count, Reply<Slice> reply) {
            if (offset == 0 || text == null) {
                Outside.Window window = outside.window();
                text = Slice.of(("raw " + (interactive && !discipline.cooked() ? "on" : "off") + "\nsize " + window.columns() + ' '
                    + window.rows() + '\n').getBytes(StandardCharsets.US_ASCII));
            }
            reply.ok(offset >= text.length() ? Slice.EMPTY : text.part((int) offset, count));
        }

        @Override
        public void write(long offset, Slice data, Reply<Integer> reply) throws StyxException {
            switch (data.text().strip()) {
                case "rawon" -> {
                    raw = true;
                    cook(false);
                }
                case "rawoff" -> cook(true);
                default -> throw new StyxException(Errno.EINVAL, "unknown control request");
            }
            reply.ok(data.length());
        }

        @Override
        public void close() {
            if (raw) {
                cook(true);
            }
        }

        private void cook(boolean on) {
            if (!interactive) return;
            edited(discipline.setCooked(on));
        }
    }

    final class Client implements Terminal {
        private final Owed<Integer> waiting = new Owed<>();
        private int missed;

        @Override
        public Pending<Integer> interrupt() {
            Pending<Integer> pending = waiting.promise();
            if (missed > 0) interrupted(0);
            return pending;
        }

        void interrupted(int times) {
            missed += times;
            if (!waiting.isOpen()) return;
            waiting.keep(missed);
            missed = 0;
        }

        @Override
        public Outside.Window window() {
            return outside.window();
        }

        @Override
        public void close() {
            clients.remove(this);
            waiting.close();
        }
    }
}
