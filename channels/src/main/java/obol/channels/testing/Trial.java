package obol.channels.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import obol.channels.Contract;
import obol.channels.Deadline;
import obol.channels.DeadlinePassed;
import obol.channels.PeerGone;
import obol.channels.ServerFault;
import obol.channels.contract.ContractModel;
import obol.channels.contract.State;
import obol.channels.loopback.Audit;
import obol.channels.runtime.Door;
import obol.channels.runtime.Endpoint;
import obol.channels.runtime.Faults;
import obol.channels.runtime.Platform;
import obol.channels.text.CallFailed;
import obol.channels.text.Conversation;

/** One run of a transcript against a new object of a service. The client is the thread that makes it. */
final class Trial<C extends Contract> implements AutoCloseable {
    /**
     * What is tried.
     *
     * @param patience how long the service may take for one step
     * @param keeps    whether it may hold something when all clients have left
     */
    record Subject<C extends Contract>(Class<C> contract, ContractModel model, Supplier<? extends C> maker, Duration patience,
                                       boolean keeps) {
    }

    private static final long GLANCE_MILLIS = 5;

    private final Subject<C> subject;
    private final ThreadGroup group = new ThreadGroup("trial");
    private final Holdings holdings = new Holdings(group, Thread.currentThread());
    private final InterceptedPort port = new InterceptedPort(Platform.transport().open("trial"));
    private final Door door = Door.at(port);
    private final Marker marker;
    private final CountDownLatch made = new CountDownLatch(1);
    private volatile C object;
    private volatile Throwable fatal;
    private final Thread server;
    private final Conversation conversation;

    /** Makes the service's object and a channel to it. */
    Trial(Subject<C> subject) throws Failure {
        this.subject = subject;
        // Not in the ledger; keeps the door open until the end.
        marker = (Marker) Platform.contracts().skeleton(Marker.class).stub(new Endpoint(door.link(Marker.class, (Marker) () -> { })));
        Audit.begin(holdings);
        server = new Thread(group, this::serve, "service");
        server.setDaemon(true);
        server.start();
        if (!await(made)) {
            close();
            throw late("to be made");
        }
        if (object == null) {
            close();
            throw new Failure("constructor", "the service cannot be made: " + fatal + Faults.frame(fatal));
        }
        conversation = new Conversation(subject.model, door.link(subject.contract, object));
    }

    private boolean await(CountDownLatch latch) {
        try {
            return latch.await(subject.patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void serve() {
        try {
            object = subject.maker.get();
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

    Set<Integer> channels() {
        return conversation.channels();
    }

    State state(int channel) {
        return conversation.state(channel);
    }

    /** What a step led to. @param result as text; an exception of the method as {@code Name: message} */
    record Taken(String result, Set<Integer> opened, boolean failed) {
    }

    /** Takes a step. Throws {@link IllegalArgumentException} if the client cannot take it: then nothing has happened. */
    Taken take(Step step) throws Failure {
        holdings.nextStep();
        if (conversation.state(step.channel()) == null) {
            throw new IllegalArgumentException("no channel " + step.channel());
        }
        Set<Integer> before = conversation.channels();
        String result = "";
        boolean failed = false;
        if (step.method() == null) {
            conversation.close(step.channel());
        } else if (step.kill()) {
            kill(step);
        } else {
            try {
                result = call(step);
            } catch (CallFailed declared) {
                result = declared.getMessage();
                failed = true;
            }
        }
        synchronise();
        Set<Integer> opened = new TreeSet<>(conversation.channels());
        opened.removeAll(before);
        return new Taken(result, opened, failed);
    }

    private String call(Step step) throws Failure, CallFailed {
        String where = conversation.state(step.channel()).display() + "." + step.method();
        try (Deadline patience = Deadline.in(subject.patience)) {
            return conversation.call(step.channel(), step.method(), step.line());
        } catch (ServerFault fault) {
            String words = fault.getMessage().replaceFirst("^export: ", "");
            throw new Failure("fault " + words.replaceAll("[^A-Za-z].*", ""), where + ": " + words);
        } catch (DeadlinePassed slow) {
            throw late("for " + where);
        } catch (PeerGone gone) {
            throw fatal() != null ? ended() : new Failure("gone", where + ": the service has closed the channel");
        }
    }

    private void kill(Step step) throws Failure {
        port.atNextCall(() -> conversation.drop(step.channel()));
        try {
            call(step);
        } catch (CallFailed | Failure goneAsWanted) {
            // The reply reaches nobody; a service that never gives one is found by what follows.
        } finally {
            port.atNextCall(null);
        }
        conversation.close(step.channel());
    }

    /** Waits until the service has handled all that was sent. */
    private void synchronise() throws Failure {
        try (Deadline patience = Deadline.in(subject.patience)) {
            marker.reached();
        } catch (DeadlinePassed slow) {
            throw late("to handle a call of a client that has died, or the end of a channel");
        } catch (PeerGone gone) {
            throw ended();
        }
    }

    private Failure late(String what) {
        return new Failure("timeout", "the service takes more than " + subject.patience + " " + what, true);
    }

    private Failure ended() {
        Throwable error = fatal();
        return new Failure("error", "an Error ends the service: " + error + (error == null ? "" : Faults.frame(error)));
    }

    /** The Error that ended the service, or null. The client hears of the door's end before its thread says why. */
    private Throwable fatal() {
        if (!door.isOpen()) {
            try {
                server.join(subject.patience.toMillis());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
        return fatal;
    }

    /** All clients leave; nothing of what was opened may be left. */
    void leave() throws Failure {
        conversation.close();
        synchronise();
        if (subject.keeps) {
            return;
        }
        List<String> held = holdings.held();
        // Threads of the service's own may still be about to close something.
        long patience = System.nanoTime() + subject.patience.toNanos();
        while (!held.isEmpty() && group.activeCount() > 1 && System.nanoTime() - patience < 0) {
            try {
                Thread.sleep(GLANCE_MILLIS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                break;
            }
            held = holdings.held();
        }
        if (!held.isEmpty()) {
            List<String> kinds = new ArrayList<>();
            held.forEach(each -> kinds.add(each.replaceAll("[0-9]+", "").replaceAll(" that the client.*| made.*", "")));
            throw new Failure("leak " + kinds.get(0), "when all clients have left there is still open: " + String.join("; ", held));
        }
    }

    @Override
    public void close() {
        Audit.end();
        if (conversation != null) {
            conversation.close();
        }
        door.close();
        group.interrupt();
    }
}
