package ex;

import obol.channels.*;
import java.util.*;

public class E13Jobs {
    public static class NoProgram extends Exception { public NoProgram(String m) { super(m); } }
    public record Command(List<String> words) {}
    public interface Shell extends Contract {
            Running run(Command c, Source<Block> stdin, Sink<Block> stdout) throws NoProgram; List<Integer> jobs();
            @Opens Running background(Command c) throws NoProgram; }
    /** The foreground job: the channel is with the job until it ends or goes to the background. */
    public interface Running extends Contract {
        Turn waitFor();
        Stopped stop();
        Shell toBackground();
        Shell kill();
        sealed interface Turn permits Ended, Suspended {}
        record Ended(int status, Shell next) implements Turn {}
        record Suspended(String why, Stopped next) implements Turn {}
    }
    public interface Stopped extends Contract { Running resume(); Shell toBackground(); Shell kill(); }
    static final class Server implements Shell {
        public Running run(Command c, Source<Block> in, Sink<Block> out) throws NoProgram {
            if (c.words().isEmpty()) { in.close(); out.close(); throw new NoProgram(""); }
            return new Fore(this, in, out);
        }
        public List<Integer> jobs() { return List.of(); }
        public Running background(Command c) { Pipe<Block> a = Pipe.of(1), b = Pipe.of(1); a.sink().close();
                b.source().close(); return new Fore(this, a.source(), b.sink()); }
    }
    static final class Fore implements Running, Stopped {
        private final Server sh; private final Source<Block> in; private final Sink<Block> out;
        Fore(Server s, Source<Block> in, Sink<Block> out) { sh = s; this.in = in; this.out = out; }
        public Turn waitFor() { for (Block b = in.next(); b != null; b = in.next()) out.put(b); return new Ended(0, sh); }
        public Stopped stop() { return this; }
        public Running resume() { return this; }
        public Shell toBackground() { return sh; }
        public Shell kill() { out.close(); return sh; }
        public void close() { in.close(); out.close(); }
    }
    static int client() throws NoProgram {
        try (Shell sh = Services.connect(Shell.class, "shell")) {
            Pipe<Block> i = Pipe.of(1), o = Pipe.of(1);
            i.sink().close();
            try (Source<Block> out = o.source(); Running r = sh.run(new Command(List.of("ls")), i.source(), o.sink())) {
                Running.Turn t = r.waitFor();
                if (t instanceof Running.Ended e) { e.next().close(); return e.status(); }
                if (t instanceof Running.Suspended s) s.next().kill().close();
                return -1;
            }
        }
    }
}
