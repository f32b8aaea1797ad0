package obol.system.servers.export;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import obol.channels.ChannelException;
import obol.channels.Pending;
import obol.channels.Slot;
import obol.channels.Waitable;
import obol.styx.server.Reply;
import obol.system.files.Transfer;

/** What a session waits for on behalf of its requests: each value that comes answers a reply. For the session's thread alone. */
final class Outstanding implements Waitable {
    private static final class Wait<V> {
        private final Slot<Pending<V>> value = new Slot<>();
        private final Reply<?> reply;
        private final Consumer<V> then;

        Wait(Pending<V> pending, Reply<?> reply, Consumer<V> then) {
            value.put(pending);
            this.reply = reply;
            this.then = then;
        }

        boolean isReady() {
            Pending<V> pending = value.take();
            if (pending == null) {
                return false;
            }
            boolean ready = pending.ready();
            value.put(pending);
            return ready;
        }

        void finish() {
            Pending<V> pending = value.take();
            V come;
            try {
                come = pending.await();
            } catch (ChannelException fault) {
                reply.error(Export.error(Transfer.failure(fault)));
                return;
            }
            then.accept(come);
        }
    }

    private final List<Wait<?>> waits = new ArrayList<>();

    /** Answers the reply when the value is there; closes the pending value if the request is given up. */
    <V> void add(Pending<V> pending, Reply<?> reply, Consumer<V> then) {
        Wait<V> wait = new Wait<>(pending, reply, then);
        waits.add(wait);
        reply.onAbort(() -> {
            waits.remove(wait);
            wait.value.close();
            reply.interrupted();
        });
    }

    boolean isEmpty() {
        return waits.isEmpty();
    }

    @Override
    public boolean ready() {
        for (Wait<?> wait : waits) {
            if (wait.isReady()) {
                return true;
            }
        }
        return false;
    }

    /** Answers all whose values are there. */
    void answer() {
        for (Wait<?> wait : List.copyOf(waits)) {
            if (waits.contains(wait) && wait.isReady()) {
                waits.remove(wait);
                wait.finish();
            }
        }
    }
}
