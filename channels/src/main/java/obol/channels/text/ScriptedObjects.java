package obol.channels.text;

import java.util.List;
import obol.channels.PeerGone;
import obol.channels.codec.Passenger;
import obol.channels.codec.Reader;
import obol.channels.codec.Writer;
import obol.channels.contract.ContractModel;
import obol.channels.contract.Definition;
import obol.channels.contract.MessageType;
import obol.channels.contract.Operation;
import obol.channels.contract.State;
import obol.channels.runtime.Platform;
import obol.channels.runtime.Skeleton;
import obol.channels.transport.Arrival;
import obol.channels.transport.Channel;
import obol.channels.transport.Handle;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.channels.transport.Port;
import obol.channels.transport.Transport;

/**
 * An object of a client's own that a text describes, and what its answers lead to: {@code {"as":"Shelf","Shelf.number":3}} is in state
 * {@code Shelf} and answers each call of {@code number} by 3; of a void method by nothing, of a method that returns a contract by itself in
 * that state. {@code {"@throws":"Dark"}} for an answer is that exception. In an answer a contract is null: this object again. A call of
 * what it has no answer for ends the channel. What it is given it closes.
 *
 * <p>One port for each described object, served by a thread of its own until its channels have ended or {@link #close}.
 */
final class ScriptedObjects implements AutoCloseable {
    static final String STATE = "as";
    private static final String THROWS = "@throws";

    private final ContractModel model;
    private final Json.Object answers;
    private final Passages others;
    private final TextForm form;
    private final MessageText text;
    private final Port port = Platform.transport().open("client");

    /** What a channel is served by. */
    private record Present(State state) {
    }

    /** @param others what stands for anything but a channel in the answers */
    private ScriptedObjects(ContractModel model, Json.Object answers, Passages others) {
        this.model = model;
        this.answers = answers;
        this.others = others;
        form = new TextForm(model, new Answered());
        text = new MessageText(model, (handle, type) -> "given");
    }

    /** Describes and begins to serve an object. Throws {@link BadText} if it has answers of no method, or no state. */
    static ScriptedObjects serve(ContractModel model, Json.Object answers, Passages others) throws BadText {
        ScriptedObjects objects = new ScriptedObjects(model, answers, others);
        objects.state();
        for (Json.Member member : answers.members()) {
            if (!member.name().equals(STATE) && model.states().values().stream().noneMatch(state -> isAnswer(state, member.name()))) {
                throw new BadText(member.at(), "no method " + member.name());
            }
        }
        Thread thread = new Thread(objects::run, "client's object");
        thread.setDaemon(true);
        thread.start();
        return objects;
    }

    private static boolean isAnswer(State state, String name) {
        return state.operations().stream().anyMatch(operation -> key(state, operation).equals(name));
    }

    /** The name of an answer. */
    static String key(State state, Operation operation) {
        return state.display() + '.' + operation.name();
    }

    /** The state in which the object is to begin with. */
    State state() throws BadText {
        Json.Member as = answers.member(STATE);
        String name = as != null && as.value() instanceof Json.Text word ? word.value() : "";
        for (State state : model.states().values()) {
            if (state.display().equals(name)) {
                return state;
            }
        }
        throw BadText.expected(answers.at(), "a member \"as\" that names a state", name.isEmpty() ? "none" : name);
    }

    /** A channel to the object. Throws {@link PeerGone} if it is gone. */
    Link channel(State state) {
        return port.channel(model.from(state.name()).fingerprint(), new Present(state));
    }

    private void run() {
        while (port.isOpen()) {
            Arrival arrival = port.next(Transport.NEVER);
            if (arrival != null && arrival.kind() == Arrival.Kind.CALL) {
                try {
                    answer(arrival);
                } catch (BadText | CallFailed | RuntimeException wrong) {
                    arrival.channel().fault("the client's object: " + wrong.getMessage());
                }
            }
        }
    }

    private void answer(Arrival arrival) throws BadText, CallFailed {
        Channel channel = arrival.channel();
        State state = ((Present) channel.attachment).state();
        if (arrival.ordinal() == Skeleton.OFFERS) {
            Reader asked = new Reader(arrival.request());
            long ordinal = asked.readLong();
            asked.finish();
            Writer reply = reply();
            reply.writeBoolean(state.operations().stream().anyMatch(operation -> operation.ordinal() == ordinal));
            channel.reply(reply.depart());
            return;
        }
        Operation operation = state.operations().stream().filter(each -> each.ordinal() == arrival.ordinal()).findFirst().orElse(null);
        if (operation == null) {
            arrival.request().drop();
            throw new CallFailed(state.display() + " has no such method");
        }
        text.call(operation, arrival.request()); // reads it, and ends what it carries
        Json.Member member = answers.member(key(state, operation));
        Json answer = member == null ? null : member.value();
        if (answer instanceof Json.Object object && object.member(THROWS) != null) {
            channel.reply(exception(operation, object));
            return;
        }
        Writer reply = reply();
        String next = write(reply, operation, answer);
        if (next != null) {
            channel.attachment = new Present(model.states().get(next));
        }
        channel.reply(reply.depart());
        if (operation.moves() && next == null) {
            channel.end();
        }
    }

    private static Writer reply() {
        Writer reply = new Writer("answer");
        reply.writeCount(0);
        return reply;
    }

    private static Message exception(Operation operation, Json.Object answer) throws BadText {
        Json named = answer.member(THROWS).value();
        List<String> names = operation.exceptions().stream().map(MessageType::simpleName).toList();
        int index = named instanceof Json.Text name ? names.indexOf(name.value()) : -1;
        if (index < 0) {
            throw BadText.expected(named.at(), "one of " + names, named.kind());
        }
        Writer reply = new Writer("answer");
        reply.writeCount(index + 1);
        reply.writeBoolean(true);
        reply.writeString("of the client");
        return reply.depart();
    }

    /** Writes a result; the state that follows, or null. */
    private String write(Writer reply, Operation operation, Json answer) throws BadText, CallFailed {
        MessageType type = operation.result();
        if (type instanceof MessageType.Endpoint state && operation.moves()) {
            reply.writeCount(0);
            return state.contract();
        } else if (type == MessageType.Primitive.VOID) {
            return null;
        } else if (answer == null && !(type instanceof MessageType.Endpoint)) {
            throw new CallFailed("no answer for " + operation.name());
        } else if (!operation.moves()) {
            form.write(reply, type, answer == null ? new Json.Null(0) : answer);
            return null;
        }
        return outcome(reply, (MessageType.Data) type, answer);
    }

    private String outcome(Writer reply, MessageType.Data type, Json answer) throws BadText, CallFailed {
        List<Definition.Record> outcomes = model.records(type);
        int index = 0;
        if (!(answer instanceof Json.Object object)) {
            throw BadText.expected(answer.at(), "an object (" + type.display() + ")", answer.kind());
        }
        if (model.data().get(type.name()) instanceof Definition.Choice) {
            String named = object.member(TextForm.CASE) != null && object.member(TextForm.CASE).value() instanceof Json.Text name
                    ? name.value() : "";
            while (index < outcomes.size() && !MessageType.simpleName(outcomes.get(index).name()).equals(named)) {
                index++;
            }
            if (index == outcomes.size()) {
                throw BadText.expected(answer.at(), "a member \"type\" that names a case of " + type.display(), named);
            }
            reply.writeCount(index);
        }
        Definition.Record outcome = outcomes.get(index);
        for (Definition.Component component : outcome.components()) {
            Json.Member member = object.member(component.name());
            if (component == outcome.next()) {
                reply.writeCount(0);
            } else if (member == null) {
                throw new CallFailed("no " + component.name() + " in the answer");
            } else {
                form.write(reply, component.type(), member.value());
            }
        }
        return outcome.next() == null ? null : ((MessageType.Endpoint) outcome.next().type()).contract();
    }

    /** Whether somebody may still hold it. */
    boolean isOpen() {
        return port.isOpen();
    }

    /** The object is gone, and with it its channels. */
    @Override
    public void close() {
        port.close();
    }

    /** In the place of a channel stands null: this object. */
    private final class Answered implements Passages {
        @Override
        public boolean write(Writer writer, MessageType type, Json json) throws BadText {
            if (!(type instanceof MessageType.Endpoint endpoint) || !(json instanceof Json.Null)) {
                return others.write(writer, type, json);
            }
            State state = endpoint.untyped() ? state() : model.states().get(endpoint.contract());
            writer.writePassenger(new Given(ScriptedObjects.this, state));
            if (endpoint.untyped()) {
                writer.writeString(state.name());
            }
            return true;
        }

        @Override
        public boolean read(Reader reader, MessageType type, StringBuilder out) {
            return others.read(reader, type, out);
        }
    }

    /** A channel to an object, made when the message leaves. */
    record Given(ScriptedObjects objects, State state) implements Passenger {
        @Override
        public Object owner() {
            return this;
        }

        @Override
        public Handle depart() {
            return objects.channel(state);
        }
    }
}
