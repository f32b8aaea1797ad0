package obol.channels.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import obol.channels.ChannelException;
import obol.channels.ServerFault;
import obol.channels.codec.Malformed;
import obol.channels.codec.Passenger;
import obol.channels.codec.Reader;
import obol.channels.codec.Writer;
import obol.channels.contract.ContractModel;
import obol.channels.contract.MessageType;
import obol.channels.contract.Operation;
import obol.channels.contract.State;
import obol.channels.runtime.DeadlineScope;
import obol.channels.runtime.Platform;
import obol.channels.stream.StreamCodec;
import obol.channels.transport.Handle;
import obol.channels.transport.Later;
import obol.channels.transport.Link;
import obol.channels.transport.Message;

/**
 * A client by text that follows its channels through all states of a contract. Channels are numbered in the order in which they are
 * opened; the first is 1. In arguments and results {@code "@2"} is the channel of that number: given away, come, or, in the place of the
 * next state, the channel itself going on. In arguments {@code {"as":"Shelf","Shelf.number":3}} is a new object of the client's own, which
 * is in state {@code Shelf} and answers as told ({@code ScriptedObjects}).
 *
 * <p>A {@code Pending} and a {@code Source} are their values: those that are there already, which is all that can be told without waiting;
 * a {@code Sink} is null, and closed. In arguments {@code {"@fails":"why"}} is a Pending or Source that fails, and a {@code Sink} is null or
 * {@code "@gone"}, one that nobody reads any more.
 *
 * <p>Needs the contract's model, not its classes. One thread, but for {@link #drop}.
 */
public final class Conversation implements AutoCloseable {
    /** Most items that are read of a Source, and for which there is room in a Sink that is given away. */
    private static final int ITEMS = 16;
    /** Most objects of the client's own that others hold at once; each has a thread. */
    private static final int OBJECTS = 64;
    private static final String FAILS = "@fails";
    private static final String GONE = "@gone";

    /** One channel. */
    private static final class Line {
        private volatile Link link;
        private volatile String state;

        Line(Link link, String state) {
            this.link = link;
            this.state = state;
        }
    }

    private final ContractModel model;
    private final TextForm form;
    private final boolean waits;
    /** Guarded by itself. */
    private final Map<Integer, Line> lines = new TreeMap<>();
    /** What was given away and reads nothing, until the end. */
    private final List<Handle> kept = Collections.synchronizedList(new ArrayList<>());
    /** Objects of the client's own. Guarded by itself; behind the mark those given in the last call. */
    private final List<ScriptedObjects> objects = new ArrayList<>();
    private int given;
    private int last;

    /** Takes the link over, which is in the contract's start state. Waits for no value that comes later. */
    public Conversation(ContractModel model, Link start) {
        this(model, start, false);
    }

    /** @param waits for the value of a Pending, until the deadline in force */
    public Conversation(ContractModel model, Link start, boolean waits) {
        this.model = model;
        this.waits = waits;
        form = new TextForm(model, new Numbers());
        open(start, model.start());
    }

    /** Numbers of the channels that are open. */
    public Set<Integer> channels() {
        synchronized (lines) {
            return new TreeSet<>(lines.keySet());
        }
    }

    /** The state of a channel, or null if none of this number is open. */
    public State state(int channel) {
        Line line = line(channel);
        return line == null ? null : model.states().get(line.state);
    }

    /**
     * Calls with the arguments as JSON values on one line, separated by spaces.
     *
     * @return the result: empty for void, all else JSON on one line
     * @throws CallFailed               for an exception that the method declares
     * @throws IllegalArgumentException if there is no such channel, method, or arguments for it; nothing has happened
     * @throws ChannelException         if the channel ends with the call, which it has done then
     */
    public String call(int channel, String method, String arguments) throws CallFailed {
        Line line = line(channel);
        if (line == null) {
            throw new IllegalArgumentException("no channel " + channel);
        }
        Operation operation = model.states().get(line.state).operation(method);
        if (operation == null) {
            throw new IllegalArgumentException(MessageType.simpleName(line.state) + " has no method " + method);
        }
        Writer writer = new Writer(operation.name());
        synchronized (objects) {
            objects.removeIf(object -> !object.isOpen());
            given = objects.size();
        }
        try {
            TextCall.write(form, writer, operation, JsonParser.values(arguments));
        } catch (BadText | CallFailed wrong) {
            throw new IllegalArgumentException(method + ": " + wrong.getMessage());
        }
        Message reply;
        try {
            reply = line.link.call(operation.ordinal(), writer.depart(), DeadlineScope.current());
        } catch (ChannelException ended) {
            remove(channel);
            throw ended;
        }
        Reader reader = new Reader(reply);
        try {
            TextCall.checkOutcome(operation, reader);
            StringBuilder out = new StringBuilder();
            boolean ends = ResultText.read(form, operation, reader, out, state -> next(state, channel, line, reader, out));
            reader.finish();
            if (ends) {
                close(channel);
            }
            return out.toString();
        } catch (Malformed malformed) {
            reader.drop();
            close(channel);
            throw new ServerFault(method + ": " + malformed.getMessage());
        }
    }

    /** As {@link #call}, with the result as {@code call} prints it: a String raw, all but nothing ended by a newline. */
    public String print(int channel, String method, String arguments) throws CallFailed {
        State state = state(channel);
        String result = call(channel, method, arguments);
        boolean string = state.operation(method).result().plain() == MessageType.Scalar.STRING;
        try {
            return result.isEmpty() ? result : (string ? ((Json.Text) JsonParser.value(result)).value() : result) + "\n";
        } catch (BadText impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A String as an argument. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder();
        ScalarText.quote(text, out);
        return out.toString();
    }

    /** Whether a map with keys of this type is a JSON object. */
    public static boolean isName(ContractModel model, MessageType key) {
        return new TextForm(model).isName(key);
    }

    /** Closes a channel, as a client's {@code close()} does. */
    public void close(int channel) {
        Line line = remove(channel);
        if (line != null) {
            line.link.drop();
        }
    }

    /**
     * Ends a channel from under a call that may be under way, as the end of the client's process does, with the objects that were given in
     * that call. Any thread.
     */
    public void drop(int channel) {
        Line line = line(channel);
        if (line != null) {
            line.link.drop();
        }
        synchronized (objects) {
            objects.subList(given, objects.size()).forEach(ScriptedObjects::close);
        }
    }

    /** Closes all channels. The client's objects are gone. */
    @Override
    public void close() {
        channels().forEach(this::close);
        kept.forEach(Handle::drop);
        kept.clear();
        synchronized (objects) {
            objects.forEach(ScriptedObjects::close);
        }
    }

    private Line line(int channel) {
        synchronized (lines) {
            return lines.get(channel);
        }
    }

    private Line remove(int channel) {
        synchronized (lines) {
            return lines.remove(channel);
        }
    }

    private int open(Link link, String state) {
        synchronized (lines) {
            lines.put(++last, new Line(link, state));
            return last;
        }
    }

    private static void next(MessageType.Endpoint state, int channel, Line line, Reader reader, StringBuilder out) {
        if (reader.readIndex(2) == 1) { // handed over: the conversation goes on with another server
            Link before = line.link;
            line.link = reader.readHandle(Link.class);
            before.drop();
        }
        line.state = state.contract();
        out.append("\"@").append(channel).append('"');
    }

    /** A handle on its way into a message. */
    private record Departure(Handle handle) implements Passenger {
        @Override
        public Object owner() {
            return handle;
        }

        @Override
        public Handle depart() {
            return handle;
        }
    }

    /** Channels by their numbers, later values by what they are. */
    private final class Numbers implements Passages {
        @Override
        public boolean write(Writer writer, MessageType type, Json json) throws BadText {
            String failure = failure(json);
            if (type instanceof MessageType.Endpoint endpoint && json instanceof Json.Object answers) {
                object(writer, endpoint, answers);
            } else if (type instanceof MessageType.Endpoint endpoint) {
                channel(writer, endpoint, json);
            } else if (type instanceof MessageType.Pending pending) {
                Writer value = new Writer("value");
                value.writeBoolean(failure == null);
                if (failure == null) {
                    value.writeCount(0);
                    form.write(value, pending.value(), json);
                } else {
                    value.writeExcerpt(failure);
                }
                last(writer, value.depart());
            } else if (type instanceof MessageType.Stream stream && stream.half() == MessageType.Stream.Half.SOURCE) {
                if (failure == null) {
                    return false; // an array in any text
                }
                last(writer, StreamCodec.end(failure));
            } else if (type instanceof MessageType.Stream) {
                writer.writePassenger(new Departure(sink(json)));
            } else {
                return false;
            }
            return true;
        }

        /** Of {@code {"@fails":"why"}} the reason; of all else null. */
        private static String failure(Json json) {
            return json instanceof Json.Object object && object.members().size() == 1 && object.member(FAILS) != null
                    && object.member(FAILS).value() instanceof Json.Text why ? why.value() : null;
        }

        /** The receiving half of one that has its last message. */
        private static void last(Writer writer, Message message) {
            Later.Pair pair = Platform.transport().later(0);
            pair.sender().send(message);
            writer.writePassenger(new Departure(pair.receiver()));
        }

        private void object(Writer writer, MessageType.Endpoint type, Json.Object answers) throws BadText {
            ScriptedObjects made;
            synchronized (objects) {
                if (objects.size() == OBJECTS) {
                    throw new BadText(answers.at(), "this conversation has " + OBJECTS + " objects in use");
                }
                made = ScriptedObjects.serve(model, answers, this);
                objects.add(made);
            }
            State state = made.state();
            if (!type.untyped() && !type.contract().equals(state.name())) {
                throw BadText.expected(answers.at(), "an object as " + type.display(), state.display());
            }
            writer.writePassenger(new ScriptedObjects.Given(made, state));
            writeState(writer, type, state.name());
        }

        private void channel(Writer writer, MessageType.Endpoint type, Json json) throws BadText {
            String text = json instanceof Json.Text word ? word.value() : "";
            int number = text.matches("@[0-9]{1,9}") ? Integer.parseInt(text.substring(1)) : 0;
            Line line = line(number);
            if (line == null || !type.untyped() && !line.state.equals(type.contract())) {
                throw BadText.expected(json.at(), "\"@\" and the number of a channel (" + type.display() + ")", text);
            }
            remove(number);
            writer.writePassenger(new Departure(line.link));
            writeState(writer, type, line.state);
        }

        private static void writeState(Writer writer, MessageType.Endpoint type, String state) {
            if (type.untyped()) {
                writer.writeString(state);
            }
        }

        /** One that has room, and that nobody reads. */
        private Handle sink(Json json) throws BadText {
            boolean gone = json instanceof Json.Text text && text.value().equals(GONE);
            if (!gone && !(json instanceof Json.Null)) {
                throw BadText.expected(json.at(), "null or \"@gone\" (a Sink)", json.kind());
            }
            Later.Pair pair = Platform.transport().later(ITEMS);
            if (gone) {
                pair.receiver().drop();
            } else {
                kept.add(pair.receiver());
            }
            return pair.sender();
        }

        @Override
        public boolean read(Reader reader, MessageType type, StringBuilder out) {
            if (type instanceof MessageType.Endpoint endpoint) {
                Link link = reader.readHandle(Link.class);
                String state = endpoint.untyped() ? reader.readString() : endpoint.contract();
                if (!model.states().containsKey(state)) {
                    link.drop();
                    out.append("\"").append(MessageType.simpleName(state)).append('"');
                } else {
                    out.append("\"@").append(open(link, state)).append('"');
                }
            } else if (type instanceof MessageType.Pending pending) {
                Later later = reader.readHandle(Later.class);
                if (waits || later.ready()) {
                    pending(pending, later, out);
                } else {
                    out.append("\"pending\"");
                }
                later.drop();
            } else if (type instanceof MessageType.Stream stream && stream.half() == MessageType.Stream.Half.SOURCE) {
                Later later = reader.readHandle(Later.class);
                items(stream, later, out);
                later.drop();
            } else if (type instanceof MessageType.Stream) {
                reader.readHandle(Later.Sender.class).send(Message.of(new byte[1]));
                out.append("null");
            } else {
                return false;
            }
            return true;
        }

        private void pending(MessageType.Pending type, Later later, StringBuilder out) {
            try {
                Message kept = later.await(DeadlineScope.current());
                if (kept == null) {
                    out.append("\"pending\"");
                    return;
                }
                Reader value = new Reader(kept);
                if (value.readBoolean() && value.readIndex(Integer.MAX_VALUE) == 0) {
                    form.read(value, type.value(), out);
                    value.finish();
                } else {
                    out.append("\"failed\"");
                }
            } catch (ChannelException gone) {
                out.append("\"gone\"");
            }
        }

        private void items(MessageType.Stream type, Later later, StringBuilder out) {
            String separator = "[";
            try {
                for (int i = 0; i < ITEMS && later.ready(); i++) {
                    Reader item = new Reader(later.await(DeadlineScope.current()));
                    if (item.readIndex(Integer.MAX_VALUE) != 1) {
                        break;
                    }
                    out.append(separator);
                    separator = ",";
                    form.read(item, type.item(), out);
                    item.finish();
                }
            } catch (ChannelException gone) {
                // what came before the end is what there is to show
            }
            out.append(separator.equals("[") ? "[]" : "]");
        }
    }
}
