package obol.system.init;

import obol.channels.Block;
import obol.channels.Slots;
import obol.channels.supervision.Keeper;

/** What services have left for their next instances, by program. Used by the loop's thread. */
final class KeptStates {
    private final Slots<String, Block> states = new Slots<>();

    /** The keeper as one process sees it. */
    Keeper of(Sip sip) {
        return new Keeper() {
            @Override
            public void keep(Block state) {
                if (state.size() > MOST || !sip.program.startsWith(Manifest.programOf(""))) {
                    int size = state.size();
                    state.close();
                    throw new IllegalStateException(size > MOST ? "a state of " + size + " bytes; " + MOST + " are the most"
                        : "only a service has a next instance");
                }
                states.put(sip.program, state);
            }

            @Override
            public Block kept() {
                Block state = states.take(sip.program);
                if (state == null) {
                    return Block.allocate(0);
                }
                Block copy = Block.copyOf(state.toBytes());
                states.put(sip.program, state);
                return copy;
            }
        };
    }
}
