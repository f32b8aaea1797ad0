package obol.channels.naming;

import obol.channels.transport.Link;

/**
 * One request to the name service, to be answered once, now or later, by any thread. A second answer has no effect. If the asker no
 * longer waits, an answer is dropped with what is in it.
 */
public interface Answer {
    /** To {@link Names#connect}: the channel, which the asker owns from here on. */
    void link(Link link);

    /** To {@link Names#contract}: the canonical text. */
    void contract(String canonicalText);

    /** To {@link Names#register}: the name is the asker's. */
    void registered();

    /** The asker gets {@code NoService} with these words, such as {@code no service counter}. */
    void noService(String why);

    /** To {@link Names#register}: the asker gets {@link IllegalStateException} with these words. */
    void refused(String why);

    /** Whether the asker has gone or has given up. */
    boolean cancelled();
}
