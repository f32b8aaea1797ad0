package protocols;

import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Opens;
import obol.channels.Pipe;
import obol.channels.Services;
import obol.channels.Sink;
import obol.channels.Source;

/** A job is a further channel; its pages are a stream from the client, its progress one from the server. */
public final class Printers {
    private Printers() {}

    public interface Spooler extends Contract {
        @Opens Job print(String title, Source<Block> pages);

        int queued();
    }

    public interface Job extends Contract {
        Source<Progress> progress();

        Result await();

        Result cancel();
    }

    public sealed interface Progress permits Waiting, Printing {}

    public record Waiting(int ahead) implements Progress {}

    public record Printing(int page) implements Progress {}

    public sealed interface Result permits Done, Cancelled, Jammed {}

    public record Done(int pages) implements Result {}

    public record Cancelled(int printed) implements Result {}

    /** It can be waited for again. */
    public record Jammed(String where, Job next) implements Result {}

    static final class Server implements Spooler {
        private int count;

        @Override
        public Job print(String title, Source<Block> pages) {
            count++;
            return new Running(pages);
        }

        @Override
        public int queued() {
            return count;
        }
    }

    private static final class Running implements Job {
        private final Source<Block> pages;
        private int done;

        Running(Source<Block> pages) {
            this.pages = pages;
        }

        @Override
        public Source<Progress> progress() {
            Pipe<Progress> pipe = Pipe.of(4);
            try (Sink<Progress> sink = pipe.sink()) {
                sink.put(new Waiting(0));
                sink.put(new Printing(done));
            }
            return pipe.source();
        }

        /** An empty page jams the printer. */
        @Override
        public Result await() {
            while (true) {
                Block page = pages.next();
                if (page == null) return new Done(done);
                try (page) {
                    if (page.size() == 0) return new Jammed("page " + done, this);
                    done++;
                }
            }
        }

        @Override
        public Result cancel() {
            return new Cancelled(done);
        }

        @Override
        public void close() {
            pages.close();
        }
    }

    static void client() {
        Pipe<Block> pages = Pipe.of(3);
        try (Spooler s = Services.connect(Spooler.class, "printer"); Job j = s.print("x", pages.source()); Sink<Block> in = pages.sink()) {
            in.put(Block.allocate(100));
            in.put(Block.allocate(0));
            in.put(Block.allocate(100));
            in.close();
            try (Source<Progress> progress = j.progress()) {
                for (Progress p = progress.next(); p != null; p = progress.next()) System.out.println("printer " + p);
            }
            Result r = j.await();
            if (r instanceof Jammed jam) {
                System.out.println("printer " + jam.where());
                try (Job again = jam.next()) {
                    r = again.await();
                    System.out.println("printer " + r);
                    if (r instanceof Jammed more) more.next().close();
                }
            }
        }
        Pipe<Block> none = Pipe.of(1);
        try (Spooler s = Services.connect(Spooler.class, "printer"); Job j = s.print("y", none.source()); Sink<Block> in = none.sink()) {
            Result cancelled = j.cancel();
            if (cancelled instanceof Jammed jam) jam.next().close();
            System.out.println("printer " + (cancelled instanceof Cancelled) + " " + s.queued());
            while (in.open()) Thread.onSpinWait();
        }
    }
}
