package obol.channels.recording;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import obol.channels.ChannelException;
import obol.channels.PeerGone;
import obol.channels.contract.ContractModel;
import obol.channels.runtime.DeadlineScope;
import obol.channels.runtime.Platform;
import obol.channels.transport.Handle;
import obol.channels.transport.Later;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.channels.transport.Transport;

/**
 * A recording on its way through a service once more. The thread that makes it is the client; threads of the service's use what it was
 * given ({@link GivenItems}, {@link GivenSink}).
 */
final class Replay implements AutoCloseable, Recorded.Handles {
    /** How long a service may take for anything, in nanoseconds. */
    private static final long PATIENCE = 30_000_000_000L;

    private final Supplier<Link> opener;
    private final List<Event> script;
    private final Shown shown;
    private final Script flows;
    /** What the client has, by numbers of the recording. Guarded by this, as the next. */
    private final Map<Integer, Numbered> channels = new HashMap<>();
    private final Map<Integer, Handle> halves = new HashMap<>();
    private int opened;
    private int crossed;
    /** What the service was given. */
    private final Map<Integer, GivenItems> items = new HashMap<>();
    private final Map<Integer, GivenSink> sinks = new HashMap<>();

    /** A channel with its number in the recording. */
    private record Numbered(Link link, int number) implements Recorded.Numbered, Link {
        @Override
        public Message call(long ordinal, Message request, long deadline) {
            return link.call(ordinal, request, deadline);
        }

        @Override
        public void drop() {
            link.drop();
        }

        @Override
        public String fingerprint() {
            return link.fingerprint();
        }
    }

    Replay(ContractModel model, Supplier<Link> opener, List<Event> script) {
        this.opener = opener;
        this.script = script;
        flows = new Script(script);
        shown = new Shown(model, script);
    }

    void run() {
        int call = 0;
        for (Event event : script) {
            switch (event.kind()) {
                case OPEN -> opened(new Numbered(opener.get(), event.number()));
                case CLOSE -> taken(event.number()).drop();
                case CALL -> call(++call, event);
                case FLOW -> flow(event);
            }
        }
        List<GivenSink> given;
        synchronized (this) {
            given = List.copyOf(sinks.values());
        }
        given.forEach(sink -> sink.finish(deadline()));
    }

    /** When patience with the service ends. */
    private static long deadline() {
        return Math.min(DeadlineScope.current(), System.nanoTime() + PATIENCE);
    }

    private synchronized void opened(Numbered channel) {
        opened = Math.max(opened, channel.number);
        channels.put(channel.number, channel);
        notifyAll();
    }

    private synchronized void crossed(int number, Handle half) {
        crossed = Math.max(crossed, number);
        halves.put(number, half);
        notifyAll();
    }

    private Numbered taken(int number) {
        Numbered channel = awaited(channels, number, "channel ");
        synchronized (this) {
            channels.remove(number);
        }
        return channel;
    }

    /** What a thread of the service's may be about to send. */
    private synchronized <T> T awaited(Map<Integer, T> arrived, int number, String what) {
        long until = deadline();
        while (!arrived.containsKey(number)) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(what + number + " of the recording has not come");
            }
            try {
                wait(left / 1_000_000 + 1);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted");
            }
        }
        return arrived.get(number);
    }

    @Override
    public Link channel(int number) {
        return awaited(channels, number, "channel ").link;
    }

    /** What the client gives: something of the service's that goes back, or one that is as recorded. */
    @Override
    public synchronized Handle flow(Recorded.Flow flow) {
        int number = flow.number();
        if (halves.containsKey(number)) {
            return halves.remove(number);
        }
        if (flow.sends()) {
            return sinks.computeIfAbsent(number, each -> new GivenSink(this, number, flows.of(number)));
        }
        return items.computeIfAbsent(number, each -> new GivenItems(this, number, flows.of(number)));
    }

    private void call(int count, Event event) {
        String expected = event.fault();
        String actual;
        try {
            Numbered channel = awaited(channels, event.number(), "channel ");
            Message reply = channel.call(event.ordinal(), event.request().message(this), deadline());
            Recorded answered = Recorded.of(numbered(reply, event.reply()));
            if (answered.equals(event.reply())) {
                return;
            }
            actual = shown.reply(event, answered);
        } catch (ChannelException fault) {
            actual = Recording.words(fault);
            if (actual.equals(expected)) {
                taken(event.number());
                return;
            }
        }
        expected = expected != null ? expected : shown.reply(event, event.reply());
        throw new AssertionError("call " + count + ", " + event.number() + "." + shown.call(event) + ": expected " + expected + ", but was "
                + actual);
    }

    /** The client's channels and halves in a message get the numbers that they have in the recording, as long as there are as many. */
    synchronized Message numbered(Message message, Recorded expected) {
        Handle[] handles = message.handles().clone();
        for (int i = 0; i < handles.length; i++) {
            Recorded.Item wanted = expected != null && i < expected.items().size() ? expected.items().get(i) : null;
            if (handles[i] instanceof Recorded.Numbered) {
                continue; // given by the client, and on its way back
            } else if (handles[i] instanceof Link link) {
                Numbered channel = new Numbered(link, wanted instanceof Recorded.Channel same ? same.number() : opened + 1);
                opened(channel);
                handles[i] = channel;
            } else if (handles[i] instanceof Later || handles[i] instanceof Later.Sender) {
                int number = wanted instanceof Recorded.Flow same ? same.number() : crossed + 1;
                crossed(number, handles[i]);
                handles[i] = Placeholder.half(number, handles[i] instanceof Later.Sender);
            }
        }
        return new Message(message.bytes(), message.length(), handles);
    }

    /** Does what the client did with a half of its own, and compares what it gets. */
    private void flow(Event event) {
        if (!flows.isClients(event.number())) {
            return;
        }
        Handle half = awaited(halves, event.number(), "flow ");
        switch (event.what()) {
            case ITEM, GONE -> compare(event, (Later) half);
            case PUT -> put((Later.Sender) half, event);
            case LAST -> ((Later.Sender) half).send(event.reply().message(this));
            case CANCELLED -> awaitEvent(event, () -> ((Later.Sender) half).cancelled());
            case CLOSE -> half.drop();
        }
    }

    private void compare(Event event, Later receiver) {
        Recorded message = null;
        try {
            Message taken = receiver.await(deadline());
            if (taken == null) {
                throw differs(event.number(), shown.item(event.number(), event.reply()), "nothing");
            }
            message = Recorded.of(numbered(taken, event.reply()));
        } catch (PeerGone gone) {
            if (event.what() == Event.Flow.GONE) {
                return;
            }
        }
        if (message == null || !message.equals(event.reply())) {
            throw differs(event.number(), shown.item(event.number(), event.reply()), shown.item(event.number(), message));
        }
    }

    private void put(Later.Sender sender, Event event) {
        awaitEvent(event, sender::ready);
        sender.put(event.reply().message(this));
    }

    private void awaitEvent(Event event, Supplier<Boolean> come) {
        Transport transport = Platform.transport();
        long until = deadline();
        while (true) {
            long seen = transport.events();
            if (come.get()) {
                return;
            } else if (!transport.awaitEvent(seen, until)) {
                throw new AssertionError("flow " + event.number() + ": " + event.what().text()
                        + " cannot be, as the service takes nothing");
            }
        }
    }

    static AssertionError differs(int flow, String expected, String actual) {
        return new AssertionError("flow " + flow + ": expected " + expected + ", but was " + actual);
    }

    /** A message of a flow, as people see it. */
    String shown(int flow, Recorded message) {
        return shown.item(flow, message);
    }

    @Override
    public void close() {
        synchronized (this) {
            channels.values().forEach(Link::drop);
            halves.values().forEach(Handle::drop);
            items.values().forEach(GivenItems::end);
            sinks.values().forEach(GivenSink::end);
        }
    }
}
