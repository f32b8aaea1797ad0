package obol.channels.kernel;

import obol.channels.Waitable;
import obol.channels.transport.Link;

/**
 * The server's side of the raw links over which processes ask for names. Each process gets a link of its own ({@link #link}), by which
 * it is known. One thread serves.
 *
 * @param <P> what the owner keeps of each process
 */
public final class NameService<P> implements Waitable {
    public NameService(Names<P> names) {
        throw new UnsupportedOperationException("NameService");
    }

    /** A new link for a process: to be given to {@link Spawn#start}. */
    public Link link(P process) {
        throw new UnsupportedOperationException("NameService.link");
    }

    /** Whether a request waits. */
    @Override
    public boolean ready() {
        throw new UnsupportedOperationException("NameService.ready");
    }

    /** Handles one request; waits for it until the {@code Deadline} in force, or an interrupt. */
    public void serve() {
        throw new UnsupportedOperationException("NameService.serve");
    }
}
