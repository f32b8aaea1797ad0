package obol.net.tcp;

import obol.net.wire.Address;

/** The two addresses and ports of a connection, and what stands for it: half open, open, or in TIME-WAIT. An entry of the table. */
final class Association {
    /** What takes the segments. */
    interface Party {
        void arrived(Segment s);
    }

    final long localHigh;
    final long localLow;
    final long remoteHigh;
    final long remoteLow;
    final int localPort;
    final int remotePort;
    Party party;
    Association next;

    Association(long localHigh, long localLow, int localPort, long remoteHigh, long remoteLow, int remotePort) {
        this.localHigh = localHigh;
        this.localLow = localLow;
        this.localPort = localPort;
        this.remoteHigh = remoteHigh;
        this.remoteLow = remoteLow;
        this.remotePort = remotePort;
    }

    boolean is(long localHigh, long localLow, int localPort, long remoteHigh, long remoteLow, int remotePort) {
        return this.localPort == localPort && this.remotePort == remotePort && this.remoteLow == remoteLow && this.localLow == localLow
                && this.remoteHigh == remoteHigh && this.localHigh == localHigh;
    }

    long ports() {
        return (long) localPort << 32 | remotePort;
    }

    Address local() {
        return new Address(localHigh, localLow);
    }

    Address remote() {
        return new Address(remoteHigh, remoteLow);
    }
}
