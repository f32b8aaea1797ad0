package obol.channels.text;

import java.util.ArrayList;
import java.util.List;
import obol.channels.ChannelException;
import obol.channels.DeadlinePassed;
import obol.channels.codec.Malformed;
import obol.channels.codec.Reader;
import obol.channels.codec.Writer;
import obol.channels.contract.MessageType;
import obol.channels.contract.Operation;
import obol.channels.runtime.Connection;
import obol.channels.runtime.DeadlineScope;
import obol.channels.transport.Later;
import obol.channels.transport.Link;
import obol.channels.transport.Message;

/**
 * Calls of a service with text for arguments and result: what {@code call} and the files under {@code /srv} are made of. Needs the
 * contract's canonical text, not its classes. Holds one channel; one call at a time.
 */
public final class TextCall implements AutoCloseable {
    private final TextContract contract;
    private final Link link;
    private volatile boolean ended;

    /** Takes the link over, which is in the contract's start state. */
    public TextCall(TextContract contract, Link link) {
        this.contract = contract;
        this.link = link;
    }

    /** Connects to a service by its name or path. Throws {@code NoService} or {@code DeadlinePassed}. */
    public static TextCall to(String service) {
        return new TextCall(TextContract.of(service), Connection.link(service));
    }

    public TextContract contract() {
        return contract;
    }

    /** False when a fault has ended the channel: then every call fails. */
    public boolean isOpen() {
        return !ended;
    }

    /** As {@link #start}: the whole result. */
    public String call(String method, List<String> arguments) throws CallFailed {
        return start(method, arguments).rest();
    }

    /** As {@link #startLine}: the whole result. */
    public String callLine(String method, String line) throws CallFailed {
        return startLine(method, line).rest();
    }

    /**
     * Calls with one word for each argument. Where a String is expected, a word that is not a JSON string is taken as it is.
     *
     * @return what {@code call} prints: a String raw, nothing for void, all else as a line of JSON, each ended by a newline; such a piece
     *     for each item of a stream
     * @throws CallFailed with the message to be printed
     */
    public synchronized TextResult start(String method, List<String> arguments) throws CallFailed {
        Operation operation = contract.operation(method);
        List<Json> values = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            boolean string = i < operation.parameters().size() && operation.parameters().get(i).plain() == MessageType.Scalar.STRING;
            try {
                values.add(word(arguments.get(i), string));
            } catch (BadText wrong) {
                throw new CallFailed(method + ": argument " + (i + 1) + ": " + wrong.getMessage());
            }
        }
        return call(operation, values);
    }

    /** Calls with the arguments as JSON values on one line, separated by spaces; see {@link #start}. */
    public synchronized TextResult startLine(String method, String line) throws CallFailed {
        try {
            return call(contract.operation(method), JsonParser.values(line));
        } catch (BadText wrong) {
            throw new CallFailed(method + ": " + wrong.getMessage());
        }
    }

    @Override
    public void close() {
        ended = true;
        link.drop();
    }

    private static Json word(String word, boolean string) throws BadText {
        if (!string) {
            return JsonParser.value(word);
        }
        try {
            Json json = JsonParser.value(word);
            return json instanceof Json.Text ? json : new Json.Text(0, word);
        } catch (BadText plain) {
            return new Json.Text(0, word);
        }
    }

    private TextResult call(Operation operation, List<Json> arguments) throws CallFailed {
        Writer writer = new Writer(operation.name());
        write(contract.form(), writer, operation, arguments);
        Message reply;
        try {
            reply = link.call(operation.ordinal(), writer.depart(), DeadlineScope.current());
        } catch (ChannelException fault) {
            ended = true;
            throw new CallFailed(fault.getClass().getSimpleName() + ": " + fault.getMessage());
        }
        Reader reader = new Reader(reply);
        try {
            return result(operation, reader);
        } catch (ChannelException fault) {
            throw new CallFailed(fault.getClass().getSimpleName() + ": " + fault.getMessage());
        } catch (Malformed malformed) {
            reader.drop();
            close();
            throw new CallFailed("ServerFault: " + malformed.getMessage());
        }
    }

    static void write(TextForm form, Writer writer, Operation operation, List<Json> arguments) throws CallFailed {
        List<MessageType> parameters = operation.parameters();
        if (arguments.size() != parameters.size()) {
            throw new CallFailed(operation.name() + " takes " + parameters.size() + (parameters.size() == 1 ? " argument " : " arguments ")
                    + TextContract.display(operation) + ", not " + arguments.size());
        }
        for (int i = 0; i < arguments.size(); i++) {
            writer.at("argument " + (i + 1));
            try {
                form.write(writer, parameters.get(i), arguments.get(i));
            } catch (BadText wrong) {
                throw new CallFailed(operation.name() + ": argument " + (i + 1) + ": " + wrong.getMessage());
            } catch (IllegalArgumentException refused) {
                throw new CallFailed(refused.getMessage());
            }
        }
    }

    private TextResult result(Operation operation, Reader reader) throws CallFailed {
        checkOutcome(operation, reader);
        if (operation.result() instanceof MessageType.Stream stream) {
            Later items = reader.readHandle(Later.class);
            reader.finish();
            return new TextResult(contract.form(), stream.item(), items);
        }
        if (operation.result() instanceof MessageType.Pending pending) {
            Reader later = new Reader(await(reader.readHandle(Later.class)));
            reader.finish();
            if (!later.readBoolean()) {
                throw new CallFailed(later.readString());
            }
            checkOutcome(operation, later);
            return new TextResult(contract.form().line(pending.value(), later));
        }
        return new TextResult(contract.form().line(operation.result(), reader));
    }

    /** The message, or {@code DeadlinePassed}. */
    static Message await(Later later) {
        Message message = later.await(DeadlineScope.current());
        if (message == null) {
            later.drop();
            throw new DeadlinePassed("the deadline passed");
        }
        return message;
    }

    /** Reads the head of a reply; throws what the method threw. */
    static void checkOutcome(Operation operation, Reader reader) throws CallFailed {
        int outcome = reader.readIndex(operation.exceptions().size() + 1);
        if (outcome > 0) {
            String name = MessageType.simpleName(operation.exceptions().get(outcome - 1));
            String text = reader.readBoolean() ? name + ": " + reader.readString() : name;
            reader.finish();
            throw new CallFailed(text);
        }
    }
}
