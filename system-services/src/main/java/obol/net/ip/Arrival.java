package obol.net.ip;

import obol.net.wire.Address;

/** A packet that has arrived, as far as it has been looked at. Valid during the call that gives it. */
public final class Arrival {
    public Link link;
    public byte[] bytes;
    /** Where the IP header begins. */
    public int network;
    /** Where what is next to be looked at begins, and where the packet ends. */
    public int at;
    public int end;
    /** Sender's hardware address. */
    public long hardware;
    public long sourceHigh;
    public long sourceLow;
    public long targetHigh;
    public long targetLow;
    public int protocol;
    public int hopLimit;
    /** To more than one host, by its hardware address or its own. */
    public boolean group;
    /** Put together from fragments. */
    public boolean reassembled;

    public int length() {
        return end - at;
    }

    public boolean isV4() {
        return Address.isV4(sourceHigh, sourceLow);
    }

    public Address source() {
        return new Address(sourceHigh, sourceLow);
    }

    public Address target() {
        return new Address(targetHigh, targetLow);
    }

    void copyFrom(Arrival other) {
        link = other.link;
        hardware = other.hardware;
        sourceHigh = other.sourceHigh;
        sourceLow = other.sourceLow;
        targetHigh = other.targetHigh;
        targetLow = other.targetLow;
        protocol = other.protocol;
        hopLimit = other.hopLimit;
        group = other.group;
    }
}
