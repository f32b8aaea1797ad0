package obol.channels.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import obol.channels.Contract;
import obol.channels.Deadline;
import obol.channels.DeadlinePassed;
import obol.channels.PeerGone;
import obol.channels.runtime.Door;
import obol.channels.runtime.Endpoint;
import obol.channels.runtime.Faults;
import obol.channels.runtime.Platform;
import obol.channels.transport.Link;

/** One life of a service: an object, its door, and the threads that stand for its process. Used by the thread that made it. */
final class Service<C extends Contract> {
    private final Class<C> contract;
    private final Duration patience;
    private final ThreadGroup group = new ThreadGroup("service");
    private final InterceptedPort port = new InterceptedPort(Platform.transport().open("trial"));
    private final Door door = Door.at(port);
    private final Marker marker;
    private final CountDownLatch made = new CountDownLatch(1);
    private final Thread server;
    private volatile C object;
    private volatile Throwable fatal;

    /** Makes the object, on a thread of its own. What that opens is in the ledger, the marker is not. */
    Service(Class<C> contract, Supplier<? extends C> maker, Duration patience, Holdings holdings) {
        this.contract = contract;
        this.patience = patience;
        // Keeps the door open until the end.
        marker = (Marker) Platform.contracts().skeleton(Marker.class).stub(new Endpoint(door.link(Marker.class, (Marker) () -> { })));
        holdings.serve(group);
        server = new Thread(group, () -> serve(maker), "service");
        server.setDaemon(true);
    }

    /** Makes the object and begins to serve it. @throws Failure if it cannot be made */
    void begin() throws Failure {
        server.start();
        boolean inTime;
        try {
            inTime = made.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            inTime = false;
        }
        if (!inTime) {
            throw late("to be made");
        } else if (object == null) {
            throw new Failure("constructor", "the service cannot be made: " + fatal + Faults.frame(fatal));
        }
    }

    private void serve(Supplier<? extends C> maker) {
        try {
            object = maker.get();
        } catch (RuntimeException | Error thrown) {
            fatal = thrown;
        }
        made.countDown();
        while (object != null && door.isOpen()) {
            try {
                door.serve();
            } catch (Error thrown) {
                fatal = thrown;
            }
        }
    }

    /** A channel to the object. */
    Link connect() {
        return door.link(contract, object);
    }

    /** See {@link InterceptedPort}. */
    InterceptedPort port() {
        return port;
    }

    /** Waits until the service has handled all that was sent. */
    void synchronise() throws Failure {
        try (Deadline limit = Deadline.in(patience)) {
            marker.reached();
        } catch (DeadlinePassed slow) {
            throw late("to handle a call of a client that has died, or the end of a channel");
        } catch (PeerGone gone) {
            throw ended();
        }
    }

    Failure late(String what) {
        return new Failure("timeout", "the service takes more than " + patience + " " + what, true);
    }

    Failure ended() {
        Throwable error = fatal();
        return new Failure("error", "an Error ends the service: " + error + (error == null ? "" : Faults.frame(error)));
    }

    /** The Error that ended the service, or null. The client hears of the door's end before its thread says why. */
    Throwable fatal() {
        if (!door.isOpen()) {
            try {
                server.join(patience.toMillis());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
        return fatal;
    }

    /** Whether it has threads of its own, which may still be about to close something. */
    boolean hasThreads() {
        return group.activeCount() > 1;
    }

    /** Its process ends. */
    void end() {
        door.close();
        group.interrupt();
    }
}
