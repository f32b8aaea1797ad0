package channels;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.channels.Deadline;
import obol.channels.naming.Answer;
import obol.channels.naming.Connector;
import obol.channels.naming.NameService;
import obol.channels.naming.Names;
import obol.channels.kernel.KernelTransport;
import obol.channels.kernel.Spawn;
import obol.channels.transport.Message;
import obol.layout.SipLayout;
import obol.nucleus.abi.Processes;
import protocols.Example;

/** The first process: a name service that starts services at the first connect, and what the first argument says. */
public final class Init implements Names<String> {
    private static final long QUOTA = 16 << 20;
    private static final Map<String, String> PROGRAMS = Map.ofEntries(Map.entry("counter", "counter"), Map.entry("login", "login"),
        Map.entry("guestbook", "guestbook"), Map.entry("depot", "depot"), Map.entry("depot2", "depot"), Map.entry("relay", "depot"),
        Map.entry("small", "depot"), Map.entry("gauge", "gauge"), Map.entry("feed", "feed"), Map.entry("feed2", "feed"),
        Map.entry("hop1", "hop"), Map.entry("hop2", "hop"), Map.entry("hop3", "hop"));
    /** What the service called small may have. */
    private static final long SMALL_QUOTA = 8 << 20;

    private final NameService<String> service = new NameService<>(this, KernelTransport.lasting("name service"));
    private final Map<String, Connector> known = new HashMap<>();
    private final Map<String, List<Answer>> waiting = new HashMap<>();
    private final Map<String, Spawn> services = new HashMap<>();
    private final Map<String, String> contracts = new HashMap<>();

    /** A process has said that it is where it is wanted. */
    private boolean ready;

    private Init() {}

    public static void main(String[] arguments) throws Exception {
        Init init = new Init();
        String program = arguments[0];
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        if (program.equals("kills")) {
            init.kills(rest);
        } else if (program.equals("chaos")) {
            init.chaos(Integer.parseInt(rest[0]), Long.parseLong(rest[1]));
        } else {
            Spawn client = init.start(program, rest);
            init.serveUntil(client);
            System.out.println(end(client));
            client.release();
        }
        init.stop();
    }

    private static String end(Spawn ended) {
        return (ended.reason() == SipLayout.REASON_EXIT ? "exit " : ended.reason() == SipLayout.REASON_KILLED ? "killed " : "exception ")
            + ended.status();
    }

    /** The program that serves this name, or null. */
    private static String program(String name) {
        return Arrays.asList(Example.NAMES).contains(name) ? "example" : PROGRAMS.get(name);
    }

    Spawn start(String program, String... arguments) {
        boolean small = arguments.length == 1 && arguments[0].equals("small");
        return Spawn.start(program, arguments, small ? SMALL_QUOTA : QUOTA, service.link(program), Message.of(new byte[0]));
    }

    /** Serves until the process has ended. */
    void serveUntil(Spawn process) {
        while (!process.ready()) serveFor(5);
    }

    void serveFor(int millis) {
        try (Deadline soon = Deadline.in(Duration.ofMillis(millis))) {
            service.serve();
        }
    }

    /** Ends all services. What is left must be this process alone. */
    private void stop() {
        for (Spawn process : services.values()) {
            process.kill(137);
            while (!process.ready()) Thread.onSpinWait();
            process.release();
        }
        known.values().forEach(Connector::drop);
        int processes = 0;
        for (int p = Processes.next(0); p != 0; p = Processes.next(p)) processes++;
        System.out.println("audit " + Processes.audit() + ", processes " + processes + ", others' "
            + Processes.info(0, Processes.KERNEL));
    }

    @Override
    public void connect(String process, String name, Answer answer) {
        Connector connector = known.get(name);
        if (connector != null && connector.isOpen()) {
            answer.link(connector.connect());
        } else if (name.equals(Victim.READY)) {
            ready = true;
            answer.noService(name);
        } else if (name.equals(Victim.NEVER)) {
            waiting.computeIfAbsent(name, n -> new ArrayList<>()).add(answer);
        } else if (program(name) != null) {
            waiting.computeIfAbsent(name, n -> new ArrayList<>()).add(answer);
            Spawn before = services.get(name);
            if (before == null || before.ready()) {
                if (before != null) before.release();
                services.put(name, start(program(name), name));
            }
        } else {
            answer.noService("no service " + name);
        }
    }

    @Override
    public void contract(String process, String name, Answer answer) {
        if (contracts.containsKey(name)) answer.contract(contracts.get(name));
        else answer.noService("no service " + name);
    }

    @Override
    public void register(String process, String name, String fingerprint, String text, Connector connector, Answer answer) {
        Connector before = known.get(name);
        if (before != null && before.isOpen()) {
            connector.drop();
            answer.refused("the name " + name + " is taken");
            return;
        }
        if (before != null) before.drop();
        known.put(name, connector);
        contracts.put(name, text);
        answer.registered();
        for (Answer each : waiting.getOrDefault(name, List.of())) each.link(connector.connect());
        waiting.remove(name);
    }

    @Override
    public void gone(String process) {}

    /** Kills a process in each of these states, while another one, if the state needs it, sees that. */
    private void kills(String[] states) throws Exception {
        for (String state : states) {
            Spawn victim = startUntilReady("victim", state);
            Spawn witness = Victim.needsWitness(state) ? startUntilReady("witness", state) : null;
            serveFor(20);
            victim.kill(137);
            serveUntil(victim);
            String seen = "";
            if (witness != null) {
                serveUntil(witness);
                seen = ", witness " + end(witness);
                witness.release();
            }
            System.out.println(state + ": " + end(victim) + seen + ", audit " + Processes.audit());
            victim.release();
        }
    }

    /** Kills processes that do all that they can, at any time. */
    private void chaos(int count, long seed) {
        java.util.Random random = new java.util.Random(seed);
        for (int i = 0; i < count; i++) {
            Spawn victim = startUntilReady("victim", "everything");
            long until = System.nanoTime() + random.nextInt(4_000_000);
            while (System.nanoTime() < until) serveFor(1);
            victim.kill(137);
            serveUntil(victim);
            victim.release();
            if (Processes.audit() != 0) System.out.println("after " + i + ": audit " + Processes.audit());
        }
    }

    private Spawn startUntilReady(String program, String state) {
        ready = false;
        Spawn process = start(program, state);
        while (!ready && !process.ready()) serveFor(5);
        return process;
    }
}
