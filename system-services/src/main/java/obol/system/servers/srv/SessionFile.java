package obol.system.servers.srv;

import java.util.ArrayDeque;
import java.util.Deque;
import obol.channels.remote.Service;
import obol.channels.remote.Session;
import obol.channels.runtime.Platform;
import obol.styx.Errno;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;

/**
 * The open file by which another machine has channels to a service: a session of docs/wire.md, which lives as long as it is open. What is
 * written goes to the session; a read waits until the session has something. Offsets mean nothing. Used by the thread that serves.
 */
final class SessionFile implements OpenFile {
    /** Reads that wait at once. */
    private static final int MOST_WAITING = 16;

    private final Session session;
    private final Runnable closed;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private record Waiting(int count, Reply<Slice> reply) {
    }

    /** @param closed run when the file is closed */
    SessionFile(Service service, ServiceTree.Home home, Runnable closed) {
        this.closed = closed;
        session = Session.server(Platform.transport(), service, () -> home.run(this::answer));
    }

    @Override
    public void read(long offset, int count, Reply<Slice> reply) throws StyxException {
        if (waiting.size() == MOST_WAITING) {
            throw new StyxException(Errno.EAGAIN);
        }
        if (count == 0) {
            reply.ok(Slice.EMPTY);
            return;
        }
        Waiting read = new Waiting(count, reply);
        waiting.add(read);
        reply.onAbort(() -> {
            waiting.remove(read);
            reply.interrupted();
        });
        answer();
    }

    /** Gives the session's bytes to the reads that wait; at its end, nothing, or why. */
    private void answer() {
        while (!waiting.isEmpty()) {
            Waiting first = waiting.peek();
            byte[] bytes = session.take(first.count);
            if (bytes.length == 0 && !session.isEnded()) {
                return;
            }
            waiting.remove();
            if (bytes.length == 0 && session.why() != null) {
                first.reply.error(new StyxException(Errno.EPROTO, session.why()));
            } else {
                first.reply.ok(Slice.of(bytes));
            }
        }
    }

    @Override
    public void write(long offset, Slice data, Reply<Integer> reply) throws StyxException {
        session.received(data.array(), data.offset(), data.length());
        if (session.isEnded()) {
            throw new StyxException(Errno.EPROTO, session.why() == null ? "the session has ended" : session.why());
        }
        reply.ok(data.length());
    }

    @Override
    public void close() {
        waiting.clear();
        session.end(null);
        closed.run();
    }
}
