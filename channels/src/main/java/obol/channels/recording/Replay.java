package obol.channels.recording;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import obol.channels.ChannelException;
import obol.channels.contract.ContractModel;
import obol.channels.contract.Operation;
import obol.channels.contract.State;
import obol.channels.runtime.DeadlineScope;
import obol.channels.text.MessageText;
import obol.channels.transport.Handle;
import obol.channels.transport.Link;
import obol.channels.transport.Message;

/** A recording on its way through a service once more. One thread. */
final class Replay implements AutoCloseable {
    private final ContractModel model;
    private final Supplier<Link> opener;
    private final MessageText text;
    private final Map<Integer, Numbered> channels = new HashMap<>();
    private int opened;

    /** A channel with its number in the recording. */
    private record Numbered(Link link, int number) implements Recorded.Numbered {
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

    Replay(ContractModel model, Supplier<Link> opener) {
        this.model = model;
        this.opener = opener;
        text = new MessageText(model, link -> link instanceof Recorded.Numbered channel ? "@" + channel.number() : "a channel");
    }

    void run(List<Event> events) {
        int call = 0;
        for (Event event : events) {
            switch (event.kind()) {
                case OPEN -> channels.put(open(event.number()), new Numbered(opener.get(), event.number()));
                case CLOSE -> channels.remove(event.number()).drop();
                case CALL -> call(++call, event);
            }
        }
    }

    private int open(int number) {
        opened = Math.max(opened, number);
        return number;
    }

    private void call(int count, Event event) {
        String expected = event.fault();
        String actual;
        Map<Integer, Link> given = new HashMap<>();
        channels.forEach((number, channel) -> given.put(number, channel.link));
        try {
            Message reply = channels.get(event.number()).call(event.ordinal(), event.request().message(given), DeadlineScope.current());
            Recorded answered = Recorded.of(numbered(reply, event.reply()));
            if (answered.equals(event.reply())) {
                return;
            }
            actual = show(event, answered, false);
        } catch (ChannelException fault) {
            actual = Recording.words(fault);
            if (actual.equals(expected)) {
                channels.remove(event.number());
                return;
            }
        }
        expected = expected != null ? expected : show(event, event.reply(), false);
        throw new AssertionError("call " + count + ", " + event.number() + "." + name(event) + " " + show(event, event.request(), true)
                + ": expected " + expected + ", but was " + actual);
    }

    /** The channels of a reply get the numbers that they have in the recording, as long as there are as many. */
    private Message numbered(Message reply, Recorded expected) {
        Handle[] handles = reply.handles().clone();
        for (int i = 0; i < handles.length; i++) {
            if (handles[i] instanceof Link link) {
                boolean same = expected != null && i < expected.items().size() && expected.items().get(i) instanceof Recorded.Channel;
                int number = open(same ? ((Recorded.Channel) expected.items().get(i)).number() : opened + 1);
                Numbered channel = new Numbered(link, number);
                channels.put(number, channel);
                handles[i] = channel;
            }
        }
        return new Message(reply.bytes(), reply.length(), handles);
    }

    private String show(Event event, Recorded message, boolean call) {
        Operation operation = operation(event);
        Map<Integer, Link> placeholders = new HashMap<>();
        for (Recorded.Item item : message.items()) {
            if (item instanceof Recorded.Channel channel) {
                placeholders.put(channel.number(), new Placeholder(channel.number()));
            }
        }
        Message shown = message.message(placeholders);
        String words = operation == null ? message.text() : call ? text.call(operation, shown) : text.reply(operation, shown);
        return words.isEmpty() ? call ? "()" : "nothing" : words;
    }

    private String name(Event event) {
        Operation operation = operation(event);
        return operation == null ? "unknown method" : operation.name();
    }

    private Operation operation(Event event) {
        for (State state : model.states().values()) {
            for (Operation operation : state.operations()) {
                if (operation.ordinal() == event.ordinal()) {
                    return operation;
                }
            }
        }
        return null;
    }

    /** Stands for a channel in a message that is only shown. */
    private record Placeholder(int number) implements Recorded.Numbered {
        @Override
        public Message call(long ordinal, Message request, long deadline) {
            throw new UnsupportedOperationException("a channel of a recording cannot be called");
        }

        @Override
        public void drop() {
            // there is nothing behind it
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }

    @Override
    public void close() {
        channels.values().forEach(Link::drop);
    }
}
