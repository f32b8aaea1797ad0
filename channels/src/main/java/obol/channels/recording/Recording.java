package obol.channels.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import obol.channels.ChannelException;
import obol.channels.Contract;
import obol.channels.ServerFault;
import obol.channels.contract.ContractModel;
import obol.channels.runtime.DeadlineScope;
import obol.channels.runtime.Door;
import obol.channels.runtime.Endpoint;
import obol.channels.runtime.Platform;
import obol.channels.runtime.Skeleton;
import obol.channels.transport.Link;

/**
 * The traffic of a service: each call with its arguments and its result, for one client or several.
 * <pre>
 *   Recording recording = new Recording(Login.class);
 *   Login login = recording.of(Login.class, new LoginService());      // or recording.connect(Login.class, "login")
 *   ... use it ...
 *   String text = recording.text();                                    // to be kept beside a test
 *
 *   Recording.parse(Login.class, text).replay(Login.class, new ChangedLoginService());
 * </pre>
 * A replay throws {@link AssertionError} at the first call that is answered otherwise, and for a message of a {@code Pending} or stream
 * that differs. What a message can carry is data, blocks, pending values, streams, and endpoints of the service's own; those of others
 * cannot be recorded, which says so when one is sent. In a replay, what a client sends in a stream that it has given is there
 * at once. Any thread may use what it records; calls of several clients are in the order in which they were answered.
 */
public final class Recording {
    private static final String HEAD = "obol-recording 1 ";

    private final Skeleton skeleton;
    /** Guarded by this, as the number. */
    private final List<Event> events = new ArrayList<>();
    private int last;
    private int lastFlow;

    /** A recording of nothing yet. */
    public Recording(Class<? extends Contract> contract) {
        skeleton = Platform.contracts().skeleton(contract);
    }

    /** An endpoint of a service's object, served by a thread of its own, all of whose traffic is recorded. */
    public <C extends Contract> C of(Class<C> contract, C service) {
        Door door = serve("recorded");
        return endpoint(contract, door.link(contract, Objects.requireNonNull(service)));
    }

    /** As {@code Services.connect}, recorded. */
    public <C extends Contract> C connect(Class<C> contract, String name) {
        Link link = Platform.transport().connect(name, DeadlineScope.current());
        if (!link.fingerprint().equals(skeleton.fingerprint())) {
            link.drop();
            throw new IllegalArgumentException(name + " has another contract than " + skeleton.contract());
        }
        return endpoint(contract, link);
    }

    private <C extends Contract> C endpoint(Class<C> contract, Link link) {
        if (!contract.getName().equals(skeleton.contract())) {
            throw new IllegalArgumentException("this is a recording of " + skeleton.contract());
        }
        int number = newChannel();
        add(Event.channel(Event.Kind.OPEN, number));
        return contract.cast(skeleton.stub(new Endpoint(new Taps(this).of(link, number))));
    }

    private static Door serve(String name) {
        Door door = Door.unnamed();
        Thread thread = new Thread(() -> {
            while (door.isOpen()) {
                door.serve();
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
        return door;
    }

    /** The calls so far. */
    public synchronized int calls() {
        return (int) events.stream().filter(event -> event.kind() == Event.Kind.CALL).count();
    }

    /** The recording as text: a head and a line for each event. */
    public synchronized String text() {
        StringBuilder text = new StringBuilder(HEAD).append(skeleton.contract()).append(' ').append(skeleton.fingerprint()).append('\n');
        events.forEach(event -> text.append(event.text()).append('\n'));
        return text.toString();
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException if it is none, or of another contract than this is now: then it must be recorded anew
     */
    public static Recording parse(Class<? extends Contract> contract, String text) {
        Recording recording = new Recording(contract);
        List<String> lines = text.lines().toList();
        String head = HEAD + recording.skeleton.contract() + " " + recording.skeleton.fingerprint();
        if (lines.isEmpty() || !lines.get(0).startsWith(HEAD)) {
            throw new IllegalArgumentException("not a recording: " + (lines.isEmpty() ? "" : lines.get(0)));
        } else if (!lines.get(0).equals(head)) {
            throw new IllegalArgumentException("the contract has changed since this was recorded: " + lines.get(0) + ", now " + head);
        }
        for (String line : lines.subList(1, lines.size())) {
            try {
                Event event = Event.parse(line);
                recording.events.add(event);
                if (event.kind() == Event.Kind.FLOW) {
                    recording.lastFlow = Math.max(recording.lastFlow, event.number());
                } else {
                    recording.last = Math.max(recording.last, event.number());
                }
            } catch (RuntimeException wrong) {
                throw new IllegalArgumentException("not an event of a recording: " + line, wrong);
            }
        }
        return recording;
    }

    /**
     * Sends the recorded calls to a service's object and compares what it answers.
     *
     * @throws AssertionError with the number of the first call that is answered otherwise, its method, and both answers as text; or the
     *     number of a Pending or stream in the order in which they crossed, and both messages
     */
    public <C extends Contract> void replay(Class<C> contract, C service) {
        List<Event> script;
        synchronized (this) {
            script = List.copyOf(events);
        }
        Door door = serve("replayed");
        ContractModel model = ContractModel.parse(skeleton.canonicalText());
        try (Replay replay = new Replay(model, () -> door.link(contract, service), script)) {
            replay.run();
        } finally {
            door.close();
        }
    }

    /** Something has happened. */
    synchronized void add(Event event) {
        events.add(event);
    }

    /** The number of another channel. */
    synchronized int newChannel() {
        return ++last;
    }

    /** The number of another Pending or stream. */
    synchronized int newFlow() {
        return ++lastFlow;
    }

    /** How the end of a channel during a call is recorded; without the door's name and places in sources, which any change moves. */
    static String words(ChannelException fault) {
        String text = fault.getMessage();
        if (fault instanceof ServerFault) {
            text = text.substring(text.indexOf(": ") + 2).replaceAll(" in [^ ]+, [^ ]+\\.java(:[0-9]+)?$", "");
        }
        return fault.getClass().getSimpleName() + ": " + text;
    }
}
