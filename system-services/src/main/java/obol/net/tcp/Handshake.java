package obol.net.tcp;

/** What the two SYNs of a connection that was asked for from outside have agreed. */
final class Handshake {
    int ownSequence;
    int peerSequence;
    /** What the peer takes, 0 if it did not say. */
    int mss;
    /** The peer's, and ours; -1 if windows are not scaled. */
    int scale = -1;
    int ownScale = -1;
    boolean sack;
    boolean timestamps;
    int recentStamp;

    /** From the peer's SYN, as far as these settings allow. */
    static Handshake of(Segment s, Settings settings) {
        Handshake h = new Handshake();
        h.peerSequence = s.sequence;
        h.mss = s.mss;
        h.sack = s.sackPermitted && settings.selectiveAcknowledgments;
        h.timestamps = s.hasTimestamps && settings.timestamps;
        h.recentStamp = s.timestamp;
        if (s.scale >= 0 && settings.windowScale) {
            h.scale = s.scale;
            h.ownScale = Receiver.scaleFor(settings.maxReceiveBuffer);
        }
        return h;
    }
}
