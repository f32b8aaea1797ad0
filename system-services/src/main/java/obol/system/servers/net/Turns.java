package obol.system.servers.net;

import java.util.ArrayDeque;
import java.util.Deque;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.styx.server.Reply;

/** Operations of one kind that wait at an endpoint, first come first served. */
final class Turns {
    /** More are refused. */
    private static final int MOST = 64;

    /** What is to be done. */
    @FunctionalInterface
    interface Attempt<T> {
        /** Tries it. Null: not yet. */
        T attempt() throws StyxException;

        /** What has been done of it when it is given up; null: nothing. */
        default T partial() {
            return null;
        }
    }

    private static final class Turn<T> {
        private final Reply<T> reply;
        private final Attempt<T> attempt;
        private T result;
        private StyxException error;

        Turn(Reply<T> reply, Attempt<T> attempt) {
            this.reply = reply;
            this.attempt = attempt;
        }

        /** Whether it has come to an end, which is not told yet. */
        boolean ends() {
            try {
                result = attempt.attempt();
            } catch (StyxException failed) {
                error = failed;
            }
            return result != null || error != null;
        }

        void tell() {
            if (error != null) {
                reply.error(error);
            } else {
                reply.ok(result);
            }
        }

        void giveUp() {
            T done = attempt.partial();
            if (done != null) {
                reply.ok(done);
            } else {
                reply.interrupted();
            }
        }
    }

    private final Deque<Turn<?>> waiting = new ArrayDeque<>();

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Tries it when all before it are done. */
    <T> void add(Reply<T> reply, Attempt<T> attempt) throws StyxException {
        if (waiting.size() == MOST) {
            throw new StyxException(Errno.EAGAIN, "too many wait");
        }
        Turn<T> turn = new Turn<>(reply, attempt);
        waiting.add(turn);
        reply.onAbort(() -> {
            if (waiting.remove(turn)) {
                turn.giveUp();
            }
        });
        proceed();
    }

    /** Goes on as far as it goes. An answer may bring in the next operation, so a turn is out of the queue before it is told. */
    void proceed() {
        while (!waiting.isEmpty() && waiting.peek().ends()) {
            waiting.poll().tell();
        }
    }
}
