package obol.net.udp;

import obol.net.wire.Address;

/** What is known of a datagram that was read; the reader's, who may use one for many. */
public final class Datagram {
    private long sourceHigh;
    private long sourceLow;
    private long targetHigh;
    private long targetLow;
    private int port;
    private int link;
    private int length;

    void set(long sourceHigh, long sourceLow, int port, long targetHigh, long targetLow, int link, int length) {
        this.sourceHigh = sourceHigh;
        this.sourceLow = sourceLow;
        this.port = port;
        this.targetHigh = targetHigh;
        this.targetLow = targetLow;
        this.link = link;
        this.length = length;
    }

    /** Who sent it. */
    public Address source() {
        return new Address(sourceHigh, sourceLow);
    }

    /** The sender's port, or an echo's sequence number. */
    public int port() {
        return port;
    }

    /** Which of this host's addresses it was sent to, or which group. */
    public Address target() {
        return new Address(targetHigh, targetLow);
    }

    /** Index of the link that it came by, in the order of {@code Stack.links}. */
    public int link() {
        return link;
    }

    /** Its whole length in bytes; more than were read if there was no room. */
    public int length() {
        return length;
    }
}
