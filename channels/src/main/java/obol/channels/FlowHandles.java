package obol.channels;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import obol.channels.runtime.Eventual;
import obol.channels.runtime.Handles;
import obol.channels.stream.Incoming;
import obol.channels.stream.Outgoing;
import obol.channels.transport.Memory;

/** Lets the run time open and make the handles whose insides users must not reach. */
final class FlowHandles extends Handles {
    @Override
    protected Block newBlock(Memory memory) {
        return new Block(memory);
    }

    @Override
    protected Memory peek(Block block) {
        return block.memory();
    }

    @Override
    protected Memory detach(Block block) {
        return block.detach();
    }

    @Override
    protected Pending<?> newPending(Eventual eventual) {
        return new Pending<>(eventual);
    }

    @Override
    protected Eventual peek(Pending<?> pending) {
        return pending.eventual();
    }

    @Override
    protected Eventual detach(Pending<?> pending) {
        return pending.detach();
    }

    @Override
    protected Source<?> newSource(Incoming incoming) {
        return new Source<>(incoming);
    }

    @Override
    protected Incoming peek(Source<?> source) {
        return source.incoming();
    }

    @Override
    protected Incoming detach(Source<?> source) {
        return source.detach();
    }

    @Override
    protected Sink<?> newSink(Outgoing outgoing) {
        return new Sink<>(outgoing);
    }

    @Override
    protected Outgoing peek(Sink<?> sink) {
        return sink.outgoing();
    }

    @Override
    protected Outgoing detach(Sink<?> sink) {
        return sink.detach();
    }

    @Override
    protected Batch<?> newBatch(Collection<?> values) {
        return new Batch<>(new ArrayDeque<>(values));
    }

    @Override
    protected Collection<?> peek(Batch<?> batch) {
        return Collections.unmodifiableCollection(batch.values());
    }

    @Override
    protected void detach(Batch<?> batch) {
        batch.detach();
    }
}
