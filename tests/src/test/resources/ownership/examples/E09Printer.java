package ex;

import obol.channels.*;

public class E09Printer {
    public interface Spooler extends Contract { @Opens Job print(String title, Source<Block> pages); int queued(); }
    public interface Job extends Contract { Source<Progress> progress(); Result await(); Result cancel(); }
    public sealed interface Progress permits Waiting, Printing {}
    public record Waiting(int ahead) implements Progress {}
    public record Printing(int page) implements Progress {}
    public sealed interface Result permits Done, Cancelled, Jammed {}
    public record Done(int pages) implements Result {}
    public record Cancelled(int printed) implements Result {}
    public record Jammed(String where, Job next) implements Result {}      // can be waited for again
    static final class Server implements Spooler {
        private int n;
        public Job print(String title, Source<Block> pages) { n++; return new Running(pages); }
        public int queued() { return n; }
    }
    static final class Running implements Job {
        private final Source<Block> pages; private int done;
        Running(Source<Block> pages) { this.pages = pages; }
        public Source<Progress> progress() { Pipe<Progress> p = Pipe.of(4); p.sink().close(); return p.source(); }
        public Result await() {
            while (true) { Block b = pages.next(); if (b == null) return new Done(done); try (b) { done += b.size() > 0 ? 1 : 0; } }
        }
        public Result cancel() { return new Cancelled(done); }
    }
    static void client() {
        Pipe<Block> pages = Pipe.of(2);
        try (Spooler s = Services.connect(Spooler.class, "lp"); Job j = s.print("x", pages.source()); Sink<Block> in = pages.sink()) {
            in.put(Block.allocate(100)); in.close();
            try (Source<Progress> p = j.progress()) {
                for (Progress e; (e = p.next()) != null; ) if (e instanceof Printing pr && pr.page() > 100) {
                    if (j.cancel() instanceof Jammed jam) jam.next().close();
                    return;
                }
            }
            Result r = j.await();
            if (r instanceof Jammed jam) { try (Job again = jam.next()) { System.out.println(jam.where()); } }
        }
    }
}
