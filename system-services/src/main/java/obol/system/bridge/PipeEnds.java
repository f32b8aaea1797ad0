package obol.system.bridge;

import obol.styx.Attributes;
import obol.styx.Mode;
import obol.styx.Qid;
import obol.styx.StyxException;
import obol.styx.ram.Pipe;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.OpenMode;

/**
 * The two ends of a pipe: bytes written to one are read from the other. A read that finds none, and a write that finds no room, waits as
 * a {@code Pending}. Reading gives the end of the file when the pipe is empty and all endpoints of the writer are closed; writing is
 * {@code Broken pipe} when all of the reader are. Offsets mean nothing; the length is what can be read at once.
 *
 * <p>The ends are objects of the process that made the pipe: it may call them itself, from any thread, and send them to others, for which
 * a thread of the channels serves them. They end with the process.
 */
public record PipeEnds(obol.system.files.OpenFile reader, obol.system.files.OpenFile writer) {
    /** @param capacity bytes that a writer may be ahead of the reader */
    public static PipeEnds open(int capacity) {
        PipeNode node = new PipeNode(Pipe.fragile(capacity));
        try (Fid fid = new FileService((user, tree, authentication, reply) -> reply.ok(node)).attach("", "")) {
            return new PipeEnds(fid.open(OpenMode.READ), fid.open(OpenMode.WRITE));
        } catch (FileException never) {
            throw new IllegalStateException(never);
        }
    }

    private record PipeNode(Pipe pipe) implements Node {
        @Override
        public Qid qid() {
            return new Qid(0, 0, 0);
        }

        @Override
        public void attributes(Reply<Attributes> reply) {
            Attributes a = new Attributes();
            a.name = "pipe";
            a.mode = Mode.DMNAMEDPIPE | 0600;
            a.length = pipe.available();
            reply.ok(a);
        }

        @Override
        public void open(User user, obol.styx.OpenMode mode, Reply<OpenFile> reply) throws StyxException {
            reply.ok(pipe.open(user, mode));
        }
    }
}
