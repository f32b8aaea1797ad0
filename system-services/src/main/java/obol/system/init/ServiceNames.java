package obol.system.init;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import obol.channels.naming.Answer;
import obol.channels.naming.Connector;
import obol.channels.naming.Names;
import obol.channels.supervision.Restart;
import obol.channels.supervision.RestartPolicy;
import obol.channels.transport.Link;
import obol.styx.Errno;
import obol.system.loop.EventLoop;
import obol.system.processes.ProcessException;

/**
 * Which service is which process. A service with a program of its own is started at the first connect, and again at the next one
 * after its end, or as its {@code @Restart} says; others are there while the process that registered them lives. Used by the loop's thread.
 */
final class ServiceNames implements Names<Sip>, ProcessTable.Observer {
    /** Starts the program of a service. */
    interface Starter {
        Sip start(String program) throws ProcessException;
    }

    /** What is known of a name. */
    private static final class Service {
        final String name;
        /** Null of one that is only there while it is registered. */
        final String program;
        final boolean system;
        /** Answers connects by itself: of what the first process serves. Else null. */
        final Function<Sip, Link> own;
        /** Null while it is not known. */
        String contract;
        /** Whose service it is now, and its port; both null while it is not registered. */
        Sip sip;
        Connector connector;
        final List<Answer> waiting = new ArrayList<>();

        Service(String name, String program, boolean system, String contract, Function<Sip, Link> own) {
            this.name = name;
            this.program = program;
            this.system = system;
            this.contract = contract;
            this.own = own;
        }
    }

    /** What is to be done when a program ends. */
    private static final class Restarts {
        final Restart.When when;
        final StartLimit limit;

        Restarts(RestartPolicy policy) {
            when = policy.when();
            limit = new StartLimit(policy.most(), policy.seconds());
        }
    }

    private final EventLoop loop;
    private final Starter starter;
    private final long patience;
    private final TreeMap<String, Service> services = new TreeMap<>();
    /** What every process may use, whatever it reaches. */
    private final Set<String> forAll = new HashSet<>();
    /** The processes that run for services, by program. */
    private final Map<String, Sip> running = new HashMap<>();
    /** By program; those without are started at the next connect. */
    private final Map<String, Restarts> restarts = new HashMap<>();
    /** Programs that are not started any more, and why. */
    private final Map<String, String> down = new HashMap<>();

    /** @param patience how long a service may take from a connect to its registration, in nanoseconds */
    ServiceNames(EventLoop loop, Starter starter, long patience) {
        this.loop = loop;
        this.starter = starter;
        this.patience = patience;
    }

    /** A service of the first process itself, which every process may use. */
    void own(String name, Function<Sip, Link> connect) {
        ownFiles(name, connect);
        forAll.add(name);
    }

    /** A file server of the first process itself, for those that reach it. */
    void ownFiles(String name, Function<Sip, Link> connect) {
        services.put(name, new Service(name, null, true, null, connect));
    }

    /** A service of the system. A program may have several. */
    void system(String name, String program) {
        services.put(name, new Service(name, program, true, null, null));
    }

    /** A service of a user, whose contract is known before it runs. False if the name is taken. */
    boolean offer(String name, String program, String contract) {
        return services.putIfAbsent(name, new Service(name, program, false, contract, null)) == null;
    }

    /** From now on the program, once started, is started again as the policy says. */
    void supervise(String program, RestartPolicy policy) {
        restarts.put(program, new Restarts(policy));
    }

    /** Whether a program runs for its services now. */
    boolean runs(String program) {
        return running.containsKey(program);
    }

    /** The users' services, sorted: those with a program, and those that are registered now. */
    List<String> listed() {
        List<String> names = new ArrayList<>();
        for (Service service : List.copyOf(services.values())) {
            withdrawIfClosed(service);
            if (!service.system && services.containsKey(service.name)) {
                names.add(service.name);
            }
        }
        return names;
    }

    @Override
    public void connect(Sip client, String name, Answer answer) {
        Service service = services.get(name);
        if (service == null || !forAll.contains(name) && !client.reach.covers(name)) {
            answer.noService("no service " + name);
        } else if (service.own != null) {
            answer.link(service.own.apply(client));
        } else if (!connected(service, answer)) {
            awaitRegistration(service, answer);
        }
    }

    @Override
    public void contract(Sip client, String name, Answer answer) {
        Service service = services.get(name);
        if (service == null || service.contract == null || !client.reach.covers(name)) {
            answer.noService("no service " + name);
        } else {
            answer.contract(service.contract);
        }
    }

    @Override
    public void register(Sip sip, String name, String fingerprint, String contract, Connector connector, Answer answer) {
        Service service = services.get(name);
        if (service != null) {
            withdrawIfClosed(service);
            service = services.get(name);
        }
        if (service == null) {
            service = new Service(name, null, false, contract, null);
            services.put(name, service);
        } else if (service.own != null || service.connector != null || service.program == null || running.get(service.program) != sip) {
            connector.drop();
            answer.refused("the name " + name + " is taken");
            return;
        }
        service.sip = sip;
        service.contract = contract;
        service.connector = connector;
        answer.registered();
        for (Answer each : taken(service.waiting)) {
            if (!connected(service, each)) {
                each.noService(name + " was closed again");
            }
        }
    }

    @Override
    public void gone(Sip sip) {
        // What it registered ends with its ports, what it waits for is dropped by the answers.
    }

    @Override
    public void ended(Sip sip) {
        boolean restarted = running.values().remove(sip) && restarts(sip);
        for (Service service : List.copyOf(services.values())) {
            if (service.sip == sip) {
                withdraw(service);
            }
            if (service.program != null && service.program.equals(sip.program) && !restarted) {
                refuseAll(service, service.name + " ended with status " + sip.ended.status() + " before it served");
            }
        }
    }

    /** Whether the program of a process that has ended is started again; if not, it may be down from now on. */
    private boolean restarts(Sip sip) {
        Restarts policy = restarts.get(sip.program);
        if (policy == null || policy.when == Restart.When.ON_CRASH && sip.ended.status() == 0) {
            return false;
        }
        if (policy.when == Restart.When.NEVER) {
            down.put(sip.program, "ended with status " + sip.ended.status() + "; not started again");
            return false;
        }
        if (!policy.limit.start()) {
            down.put(sip.program, policy.limit.toString());
            return false;
        }
        loop.post(() -> {
            try {
                ensure(sip.program);
            } catch (ProcessException cannot) {
                // The next connect tries again, and tells.
            }
        });
        return true;
    }

    /** Starts a program that serves, unless it runs. */
    void ensure(String program) throws ProcessException {
        if (down.containsKey(program)) {
            throw new ProcessException(down.get(program));
        }
        if (!running.containsKey(program)) {
            running.put(program, starter.start(program));
        }
    }

    /** Takes a name away that a program serves. @param may says of whose services that may be done */
    void unpost(String name, Predicate<Sip> may) throws ProcessException {
        Service service = services.get(name);
        if (service != null) {
            withdrawIfClosed(service);
        }
        if (service == null || service.system || service.program == null && service.sip == null) {
            throw new ProcessException(Errno.ENOENT.text());
        }
        if (service.program != null) {
            throw new ProcessException(Errno.EPERM.text());
        }
        if (!may.test(service.sip)) {
            throw new ProcessException(Errno.EACCES.text());
        }
        withdraw(service);
    }

    private boolean connected(Service service, Answer answer) {
        withdrawIfClosed(service);
        Link link = service.connector == null ? null : service.connector.connect();
        if (link != null) {
            answer.link(link);
        }
        return link != null;
    }

    private void awaitRegistration(Service service, Answer answer) {
        if (service.program == null) {
            answer.noService("no service " + service.name);
            return;
        }
        try {
            ensure(service.program);
        } catch (ProcessException cannot) {
            answer.noService(service.name + ": " + cannot.getMessage());
            return;
        }
        service.waiting.removeIf(Answer::cancelled);
        service.waiting.add(answer);
        loop.in(patience, () -> {
            if (service.waiting.remove(answer)) {
                answer.noService(service.name + " does not serve");
            }
        });
    }

    private void withdrawIfClosed(Service service) {
        if (service.connector != null && !service.connector.isOpen()) {
            withdraw(service);
        }
    }

    private void withdraw(Service service) {
        if (service.connector != null) {
            service.connector.drop();
        }
        service.connector = null;
        service.sip = null;
        if (service.program == null) {
            services.remove(service.name);
        }
    }

    private static void refuseAll(Service service, String why) {
        for (Answer each : taken(service.waiting)) {
            each.noService(why);
        }
    }

    private static List<Answer> taken(List<Answer> answers) {
        List<Answer> taken = List.copyOf(answers);
        answers.clear();
        return taken;
    }
}
