package protocols;

import java.util.List;
import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Opens;
import obol.channels.Pipe;
import obol.channels.Services;
import obol.channels.Sink;
import obol.channels.Source;

/** Three states: the channel is with the job in front until it ends, stops, or goes to the background. */
public final class Jobs {
    private Jobs() {}

    public static class NoProgram extends Exception {
        private static final long serialVersionUID = 1;

        public NoProgram(String name) {
            super(name);
        }
    }

    public record Command(List<String> words) {}

    public interface Shell extends Contract {
        Running run(Command command, Source<Block> in, Sink<Block> out) throws NoProgram;

        List<Integer> jobs();

        @Opens Running background(Command command) throws NoProgram;
    }

    public interface Running extends Contract {
        Turn waitFor();

        Stopped stop();

        Shell toBackground();

        Shell kill();

        sealed interface Turn permits Ended, Suspended {}

        record Ended(int status, Shell next) implements Turn {}

        record Suspended(String why, Stopped next) implements Turn {}
    }

    public interface Stopped extends Contract {
        Running resume();

        Shell toBackground();

        Shell kill();
    }

    static final class Server implements Shell {
        @Override
        public Running run(Command command, Source<Block> in, Sink<Block> out) throws NoProgram {
            if (command.words().isEmpty()) {
                in.close();
                out.close();
                throw new NoProgram("");
            }
            return new Job(this, in, out);
        }

        @Override
        public List<Integer> jobs() {
            return List.of();
        }

        @Override
        public Running background(Command command) {
            Pipe<Block> in = Pipe.of(1);
            Pipe<Block> out = Pipe.of(1);
            in.sink().close();
            out.source().close();
            return new Job(this, in.source(), out.sink());
        }
    }

    /** Copies its input to its output; an empty block stops it. */
    private static final class Job implements Running, Stopped {
        private final Server shell;
        private final Source<Block> in;
        private final Sink<Block> out;

        Job(Server shell, Source<Block> in, Sink<Block> out) {
            this.shell = shell;
            this.in = in;
            this.out = out;
        }

        @Override
        public Turn waitFor() {
            for (Block b = in.next(); b != null; b = in.next()) {
                if (b.size() == 0) {
                    b.close();
                    return new Suspended("empty", this);
                }
                out.put(b);
            }
            out.close();
            return new Ended(0, shell);
        }

        @Override
        public Stopped stop() {
            return this;
        }

        @Override
        public Running resume() {
            return this;
        }

        @Override
        public Shell toBackground() {
            return shell;
        }

        @Override
        public Shell kill() {
            out.close();
            return shell;
        }

        @Override
        public void close() {
            in.close();
            out.close();
        }
    }

    static void client() throws NoProgram {
        Pipe<Block> none = Pipe.of(1);
        Pipe<Block> unread = Pipe.of(1);
        none.sink().close();
        unread.source().close();
        try (Shell shell = Services.connect(Shell.class, "jobs")) {
            shell.run(new Command(List.of()), none.source(), unread.sink()).close();
        } catch (NoProgram refused) {
            System.out.println("jobs none");
        }
        try (Shell shell = Services.connect(Shell.class, "jobs")) {
            Pipe<Block> in = Pipe.of(3);
            Pipe<Block> out = Pipe.of(3);
            try (Sink<Block> typed = in.sink()) {
                typed.put(Block.allocate(10));
                typed.put(Block.allocate(0));
                typed.put(Block.allocate(30));
            }
            try (Source<Block> result = out.source(); Running job = shell.run(new Command(List.of("cat")), in.source(), out.sink())) {
                Running.Turn turn = job.waitFor();
                if (turn instanceof Running.Suspended s) {
                    System.out.println("jobs " + s.why());
                    turn = s.next().resume().waitFor();
                }
                if (turn instanceof Running.Ended e) {
                    try (Shell after = e.next()) {
                        System.out.println("jobs " + e.status() + " " + after.jobs());
                    }
                } else if (turn instanceof Running.Suspended again) {
                    again.next().close();
                }
                StringBuilder sizes = new StringBuilder("jobs");
                for (Block b = result.next(); b != null; b = result.next()) {
                    sizes.append(' ').append(b.size());
                    b.close();
                }
                System.out.println(sizes);
            }
        }
        try (Shell shell = Services.connect(Shell.class, "jobs"); Running back = shell.background(new Command(List.of("sleep")))) {
            Shell after = back.stop().kill();
            System.out.println("jobs " + after.jobs());
            after.close();
        }
    }
}
