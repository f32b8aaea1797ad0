package obol.channels;

import obol.channels.runtime.Eventual;
import obol.channels.runtime.Handles;
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
}
