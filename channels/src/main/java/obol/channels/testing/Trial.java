package obol.channels.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import obol.channels.Contract;
import obol.channels.Deadline;
import obol.channels.DeadlinePassed;
import obol.channels.PeerGone;
import obol.channels.ServerFault;
import obol.channels.contract.ContractModel;
import obol.channels.contract.State;
import obol.channels.loopback.Audit;
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
    private final Holdings holdings = new Holdings(Thread.currentThread());
    private Service<C> service;
    private Conversation conversation;

    /** Makes the service's object and a channel to it. */
    Trial(Subject<C> subject) throws Failure {
        this.subject = subject;
        service = service();
        Audit.begin(holdings);
        try {
            service.begin();
        } catch (Failure failure) {
            Audit.end();
            service.end();
            throw failure;
        }
        conversation = new Conversation(subject.model, service.connect());
    }

    private Service<C> service() {
        return new Service<>(subject.contract, subject.maker, subject.patience, holdings);
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
        } else if (step.end() == Step.End.CLIENT) {
            kill(step);
        } else if (step.end() == Step.End.SERVER) {
            crash(step);
        } else {
            try {
                result = call(step);
            } catch (CallFailed declared) {
                result = declared.getMessage();
                failed = true;
            }
        }
        service.synchronise();
        Set<Integer> opened = new TreeSet<>(conversation.channels());
        opened.removeAll(before);
        return new Taken(result, opened, failed);
    }

    private String call(Step step) throws Failure, CallFailed {
        String where = where(step);
        try (Deadline patience = Deadline.in(subject.patience)) {
            return conversation.call(step.channel(), step.method(), step.line());
        } catch (ServerFault fault) {
            String words = fault.getMessage().replaceFirst("^export: ", "");
            String name = words.replaceAll("[^A-Za-z].*", "");
            if (step.givesWhatFails() && FAILURES.contains(name)) {
                holdings.abandonStep();
                return "";
            }
            throw new Failure("fault " + name, where + ": " + words);
        } catch (DeadlinePassed slow) {
            throw service.late("for " + where);
        } catch (PeerGone gone) {
            throw service.fatal() != null ? service.ended() : new Failure("gone", where + ": the service has closed the channel");
        }
    }

    /** What a service may end a conversation with whose client has given it something that fails. */
    private static final Set<String> FAILURES = Set.of("PeerGone", "Failed", "StreamFailed", "ServerFault");

    private String where(Step step) {
        return conversation.state(step.channel()).display() + "." + step.method();
    }

    private void kill(Step step) throws Failure {
        service.port().atNextCall(() -> conversation.drop(step.channel()));
        try {
            call(step);
        } catch (CallFailed | Failure goneAsWanted) {
            // The reply reaches nobody; a service that never gives one is found by what follows.
        } finally {
            service.port().atNextCall(null);
        }
        conversation.close(step.channel());
    }

    /** The service dies with all that it holds, the client sees that and closes what it has, and a new service takes its place. */
    private void crash(Step step) throws Failure {
        String where = where(step);
        service.port().dieAtNextCall();
        try (Deadline patience = Deadline.in(subject.patience)) {
            conversation.call(step.channel(), step.method(), step.line());
            throw new Failure("survived", where + ": the service has died, and the client has a result");
        } catch (PeerGone asWanted) {
            conversation.close();
        } catch (DeadlinePassed | ServerFault | CallFailed otherwise) {
            throw new Failure("survived", where + ": the service has died, and the client is told: " + otherwise.getMessage());
        }
        service.end();
        holdings.dropAll();
        List<String> held = holdings.held();
        if (!held.isEmpty()) {
            throw new Failure("leak after death", "when service and client have left there is still open: " + String.join("; ", held));
        }
        Audit.end();
        service = service();
        Audit.begin(holdings);
        try {
            service.begin();
        } catch (Failure failure) {
            throw new Failure(failure.key() + " again", "after its process has died in " + where + ": " + failure.getMessage());
        }
        conversation = new Conversation(subject.model, service.connect());
    }

    /** All clients leave; nothing of what was opened may be left. */
    void leave() throws Failure {
        conversation.close();
        service.synchronise();
        if (subject.keeps) {
            return;
        }
        List<String> held = holdings.held();
        long patience = System.nanoTime() + subject.patience.toNanos();
        while (!held.isEmpty() && service.hasThreads() && System.nanoTime() - patience < 0) {
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
        conversation.close();
        service.end();
    }
}
