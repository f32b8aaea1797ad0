package obol.system.console;

import java.nio.charset.StandardCharsets;
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

/** One console: its files, and its line. Used by one thread, which calls {@link #proceed} whenever {@link #progress} is ready. */
final class Console {
    private static final String OWNER = "obol";
    private static final int SPACE = 16 << 10;
    private static final int PIECE = 4096;
    private static final String TYPED = "typed";
    private static final String SHOWN = "shown";
    private static final String ERRORS = "errors";

    private final Line line;
    private final Runnable hangUp;
    private final Stream stream;
    private final boolean interactive;
    private final Slots<String, Pending<?>> underWay = new Slots<>();
    private final LineDiscipline discipline;
    private final Input input;
    private final Output shown;
    private final Output errors;
    private final RamTree tree = new RamTree(() -> System.currentTimeMillis() * 1_000_000, SPACE, OWNER, 0555);
    private final Notes notes = new Notes();
    private boolean ended;

    /** @param hangUp runs when nothing more will be typed, before any reader hears of it */
    Console(Line line, Runnable hangUp) {
        this.line = line;
        this.hangUp = hangUp;
        interactive = line.interactive();
        stream = line.input();
        discipline = new LineDiscipline(interactive);
        input = new Input(discipline);
        shown = new Output(SHOWN, line.output(), interactive ? line : null, underWay);
        errors = interactive ? shown : new Output(ERRORS, line.errors(), null, underWay);
        Map<String, Synthetic> files = Map.of(
                "cons", (user, mode) -> new Cons(),
                "consctl", (user, mode) -> new Control(),
                "consnote", (user, mode) -> notes.open(),
                "errors", (user, mode) -> new Written(errors));
        Map<String, Integer> modes = Map.of("cons", 0666, "consctl", 0666, "consnote", 0444, "errors", 0222);
        try {
            for (String name : List.of("cons", "consctl", "consnote", "errors")) {
                tree.root().synthetic(name, modes.get(name), files.get(name));
            }
        } catch (StyxException e) {
            throw new IllegalStateException(e);
        }
        shown.show(line.takeReply(), false);
        listen();
    }

    FileServer files() {
        return tree;
    }

    /** Ready when something has come from or gone to the other side. */
    Waitable progress() {
        return underWay;
    }

    /** Deals with one thing that has come or gone. */
    void proceed() {
        String what = underWay.whichReady();
        if (what == null) return;
        switch (what) {
            case TYPED -> typed();
            case SHOWN -> {
                shown.written();
                listen();
            }
            default -> errors.written();
        }
    }

    /** Asks for more of what is typed, unless that, or its echo, would be more than is kept. Ctrl-C is heard also while nobody reads. */
    private void listen() {
        if (ended || underWay.has(TYPED) || !(interactive ? shown.hasRoom() : discipline.hasRoom())) return;
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
        edited(discipline.type(line.typed(bytes)));
        shown.show(line.takeReply(), false);
        listen();
    }

    /** Passes on what has come of typing. */
    private void edited(int interrupts) {
        byte[] echo = discipline.takeEcho();
        shown.show(echo, true);
        if (interrupts > 0) notes.interrupted();
        input.serve();
    }

    private void end() {
        ended = true;
        hangUp.run();
        discipline.end();
        input.serve();
        notes.end();
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
                Outside.Window window = line.window();
                text = Slice.of(("raw " + onOrOff(interactive && !discipline.cooked()) + "size " + window.columns() + ' ' + window.rows()
                    + "\ninteractive " + onOrOff(interactive)).getBytes(StandardCharsets.US_ASCII));
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

        private static String onOrOff(boolean on) {
            return on ? "on\n" : "off\n";
        }
    }
}
