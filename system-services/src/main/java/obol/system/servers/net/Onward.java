package obol.system.servers.net;

import obol.styx.StyxException;
import obol.styx.server.Reply;

/** A reply whose value is a step on the way to another reply's; all else it passes on. */
abstract class Onward<T> implements Reply<T> {
    private final Reply<?> reply;

    Onward(Reply<?> reply) {
        this.reply = reply;
    }

    @Override
    public final void error(StyxException why) {
        reply.error(why);
    }

    @Override
    public final void interrupted() {
        reply.interrupted();
    }

    @Override
    public final void onAbort(Runnable abort) {
        reply.onAbort(abort);
    }

    @Override
    public final boolean answered() {
        return reply.answered();
    }
}
