package obol.system.servers.srv;

import java.util.ArrayDeque;
import java.util.Deque;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;

/** An open file whose reads and writes are calls. They take turns: what comes while a call is under way waits for it. */
abstract class CallingFile implements OpenFile {
    final MethodCalls calls;
    private final Deque<Turn> turns = new ArrayDeque<>();
    /** The operation whose call is under way, or null. */
    private Turn calling;
    private boolean closed;

    CallingFile(MethodCalls calls) {
        this.calls = calls;
    }

    /** A read or write that has not been answered. */
    abstract class Turn {
        /** Goes on until it is answered or has a call under way. */
        abstract void proceed() throws StyxException;

        abstract Reply<?> reply();
    }

    /** A call has given a result, or a piece of it. The turn that made it goes on behind this. */
    abstract void result(Calls.Outcome outcome);

    /** A turn has failed. */
    void failed() {
    }

    final void add(Turn turn) {
        turn.reply().onAbort(() -> abort(turn));
        turns.add(turn);
        proceed();
    }

    /** Makes the call of the turn that proceeds. */
    final void call(String method, String arguments) throws StyxException {
        calls.call(method, arguments, this::called);
        calling = turns.peek();
    }

    /** Waits for the next piece for the turn that proceeds. */
    final void next() throws StyxException {
        calls.next(this::called);
        calling = turns.peek();
    }

    @Override
    public final void close() {
        closed = true;
        turns.clear();
        calls.close();
    }

    /** Lets the turns go on until one waits for its call. */
    private void proceed() {
        while (calling == null && !turns.isEmpty()) {
            Turn turn = turns.peek();
            try {
                turn.proceed();
            } catch (StyxException refused) {
                fail(turn, refused);
            }
            if (calling == null) {
                turns.remove();
            }
        }
    }

    private void fail(Turn turn, StyxException why) {
        failed();
        turn.reply().error(why);
    }

    private void called(Calls.Outcome outcome) {
        Turn turn = calling;
        calling = null;
        if (closed) {
            return;
        }
        if (outcome.error() == null) {
            result(outcome);
        } else {
            if (!turn.reply().answered()) {
                fail(turn, outcome.error());
            }
            turns.remove(turn);
        }
        if (turn.reply().answered()) {
            turns.remove(turn);
        }
        proceed();
    }

    /** Nobody wants this operation any more; a call under way is given up, and what stands behind it waits for its end. */
    private void abort(Turn turn) {
        if (turn == calling) {
            calls.cancel();
        } else {
            turns.remove(turn);
        }
        turn.reply().interrupted();
    }
}
