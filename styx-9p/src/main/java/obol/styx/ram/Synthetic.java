package obol.styx.ram;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import obol.styx.OpenMode;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;

/** The code behind a synthetic file; put into a tree by {@link Directory#synthetic}. */
@FunctionalInterface
public interface Synthetic {
    /** The permissions of the file allow the mode. Truncation means nothing here. */
    OpenFile open(User user, OpenMode mode) throws StyxException;

    /** A file whose text is computed when it is opened; a client that reads in pieces sees one text. */
    static Synthetic text(Supplier<String> text) {
        return (user, mode) -> new OpenFile() {
            private final byte[] contents = text.get().getBytes(StandardCharsets.UTF_8);

            @Override
            public void read(long offset, int count, Reply<Slice> reply) {
                reply.ok(offset >= contents.length ? Slice.EMPTY : Slice.of(contents).part((int) offset, count));
            }
        };
    }

    /** What is done with each write. */
    @FunctionalInterface
    interface Command {
        /** @param text what was written, without a newline at its end */
        void run(User user, String text) throws StyxException;
    }

    /** A file that takes commands, one for each write; an error is the write's. */
    static Synthetic command(Command command) {
        return (user, mode) -> new OpenFile() {
            @Override
            public void read(long offset, int count, Reply<Slice> reply) {
                reply.ok(Slice.EMPTY);
            }

            @Override
            public void write(long offset, Slice data, Reply<Integer> reply) throws StyxException {
                String text = data.text();
                command.run(user, text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
                reply.ok(data.length());
            }
        };
    }
}
