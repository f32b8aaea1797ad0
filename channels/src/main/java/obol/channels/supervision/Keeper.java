package obol.channels.supervision;

import obol.channels.Block;
import obol.channels.Contract;

/**
 * Keeps a state of a service from one instance to the next: the service that each service finds under the name {@code keeper}. What is
 * kept is what an instance has given last, whatever happens to it afterwards, so it gives only what another one can begin with.
 */
public interface Keeper extends Contract {
    /** Most bytes of a state. */
    int MOST = 1 << 20;

    /** Keeps this state in place of the one before. A fault if it is longer than {@link #MOST}, or the caller is no service. */
    void keep(Block state);

    /** Gives a copy of what is kept; a block of no bytes if that is nothing. */
    Block kept();
}
