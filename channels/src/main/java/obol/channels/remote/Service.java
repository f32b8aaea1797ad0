package obol.channels.remote;

import obol.channels.transport.Link;

/** What a session's client gets a channel to. Any thread may call; both may wait, and throw as {@code Transport} says. */
public interface Service {
    /** A new channel. @param deadline until when to wait */
    Link connect(long deadline);

    /** Canonical text of the contract. */
    String contract();
}
