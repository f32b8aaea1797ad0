package obol.channels.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import obol.channels.Batch;
import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Pending;
import obol.channels.Sink;
import obol.channels.Source;
import obol.channels.codec.Reader;
import obol.channels.codec.ValueCodec;
import obol.channels.codec.Writer;
import obol.channels.stream.ArrivingItems;
import obol.channels.stream.DepartingItems;
import obol.channels.stream.StreamCodec;
import obol.channels.transport.Later;
import obol.channels.transport.Link;
import obol.channels.transport.Memory;

/** The linear values of messages, for generated code: how each kind is given away and how it arrives. */
public final class Passengers {
    private Passengers() {
    }

    public static void writeBlock(Writer writer, Block block) {
        writer.present(block);
        Handles handles = Handles.get();
        handles.peek(block);
        writer.writePassenger(new Passage(block, () -> handles.detach(block)));
    }

    public static Block readBlock(Reader reader) {
        return Handles.get().newBlock(reader.readHandle(Memory.class));
    }

    public static void writePending(Writer writer, Pending<?> pending, LaterCodec codec) {
        writer.present(pending);
        Handles handles = Handles.get();
        handles.peek(pending).prepare(codec);
        writer.writePassenger(new Passage(pending, () -> handles.detach(pending).ship(codec)));
    }

    public static Pending<?> readPending(Reader reader, LaterCodec codec) {
        return Handles.get().newPending(new Arriving(reader.readHandle(Later.class), codec));
    }

    public static void writeSource(Writer writer, Source<?> source, StreamCodec codec) {
        writer.present(source);
        Handles handles = Handles.get();
        handles.peek(source).prepare(codec);
        writer.writePassenger(new Passage(source, () -> handles.detach(source).ship(codec)));
    }

    public static Source<?> readSource(Reader reader, StreamCodec codec) {
        return Handles.get().newSource(new ArrivingItems(reader.readHandle(Later.class), codec));
    }

    public static void writeSink(Writer writer, Sink<?> sink, StreamCodec codec) {
        writer.present(sink);
        Handles handles = Handles.get();
        handles.peek(sink).prepare(codec);
        writer.writePassenger(new Passage(sink, () -> handles.detach(sink).ship(codec)));
    }

    public static Sink<?> readSink(Reader reader, StreamCodec codec) {
        return Handles.get().newSink(new DepartingItems(reader.readHandle(Later.Sender.class), codec));
    }

    /** Gives away a batch with all that is in it. */
    public static void writeBatch(Writer writer, Batch<?> batch, ValueCodec value) {
        writer.present(batch);
        Handles handles = Handles.get();
        Collection<?> values = handles.peek(batch);
        writer.consume(batch, () -> handles.detach(batch));
        writer.enter();
        writer.writeCount(values.size());
        values.forEach(each -> value.write(writer, each));
        writer.leave();
    }

    public static Batch<?> readBatch(Reader reader, ValueCodec value) {
        int count = reader.readCount(1);
        reader.enter();
        List<Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(value.read(reader));
        }
        reader.leave();
        return Handles.get().newBatch(values);
    }

    /** Gives away an endpoint, or an object of this process as one: it is exported as {@code skeleton}'s contract. */
    public static void writeEndpoint(Writer writer, Contract contract, Skeleton skeleton) {
        writer.present(contract);
        if (contract instanceof Stub stub) {
            writer.writePassenger(stub.passage());
        } else {
            // An object may be given out many times: each time it is a channel of its own.
            writer.writePassenger(new Passage(new Object(), () -> Door.export(skeleton, contract)));
        }
    }

    public static Contract readEndpoint(Reader reader, Skeleton skeleton) {
        return skeleton.stub(new Endpoint(reader.readHandle(Link.class)));
    }

    /** Gives away an endpoint of any contract, whose name travels with it. */
    public static void writeUntyped(Writer writer, Contract contract) {
        writer.present(contract);
        if (!(contract instanceof Stub stub)) {
            throw writer.refuse("an object is no untyped endpoint: say of which contract with Services.export");
        }
        writer.writePassenger(stub.passage());
        writer.writeString(stub.contract());
    }

    /** @param near a class from where the contract is looked up */
    public static Contract readUntyped(Reader reader, Class<?> near) {
        Endpoint endpoint = new Endpoint(reader.readHandle(Link.class));
        String name = reader.readString();
        Skeleton skeleton = Platform.contracts().skeleton(name, near);
        return skeleton == null ? new Opaque(endpoint, name) : skeleton.stub(endpoint);
    }
}
