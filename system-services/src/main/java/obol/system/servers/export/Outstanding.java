package obol.system.servers.export;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import obol.channels.ChannelException;
import obol.channels.Pending;
import obol.channels.Waitable;
import obol.styx.server.Reply;
import obol.system.files.Transfer;

/** What a session waits for on behalf of its requests: each value that comes answers a reply. For the session's thread alone. */
final class Outstanding implements Waitable {
    private static final class Wait<V> {
        private final Pending<V> pending;
        private final Reply<?> reply;
        private final Consumer<V> then;

        Wait(Pending<V> pending, Reply<?> reply, Consumer<V> then) {
            this.pending = pending;
            this.reply = reply;
            this.then = then;
        }

        void finish() {
            V value;
            try {
                value = pending.await();
            } catch (ChannelException fault) {
                reply.error(Export.error(Transfer.failure(fault)));
                return;
            }
            then.accept(value);
        }
    }

    private final List<Wait<?>> waits = new ArrayList<>();

    /** Answers the reply when the value is there; closes the pending value if the request is given up. */
    <V> void add(Pending<V> pending, Reply<?> reply, Consumer<V> then) {
        Wait<V> wait = new Wait<>(pending, reply, then);
        waits.add(wait);
        reply.onAbort(() -> {
            waits.remove(wait);
            pending.close();
            reply.interrupted();
        });
    }

    @Override
    public boolean ready() {
        for (Wait<?> wait : waits) {
            if (wait.pending.ready()) {
                return true;
            }
        }
        return false;
    }

    /** Answers all whose values are there. */
    void answer() {
        for (Wait<?> wait : List.copyOf(waits)) {
            if (waits.contains(wait) && wait.pending.ready()) {
                waits.remove(wait);
                wait.finish();
            }
        }
    }
}
