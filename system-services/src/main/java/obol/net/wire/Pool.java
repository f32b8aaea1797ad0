package obol.net.wire;

/** Packets that are not in use. Those of the ordinary size are kept, up to a bound; larger ones are left to the collector. */
public final class Pool {
    /** Bytes of an ordinary packet; holds a frame of 1,500 bytes and its headroom. */
    private static final int ORDINARY = 2048;
    private static final int KEPT = 512;

    private Packet free;
    private int kept;
    private int out;

    /** An empty packet with room for so many bytes behind the headroom. */
    public Packet take(int room) {
        out++;
        if (room + Packet.HEADROOM > ORDINARY) return new Packet(room + Packet.HEADROOM);
        Packet packet = free;
        if (packet == null) return new Packet(ORDINARY);
        free = packet.next;
        packet.next = null;
        kept--;
        return packet;
    }

    /** Takes a packet back, which nobody uses any more. */
    public void give(Packet packet) {
        out--;
        if (packet.bytes.length != ORDINARY || kept == KEPT) return;
        packet.clear();
        packet.next = free;
        free = packet;
        kept++;
    }

    /** Packets that were taken and not given back. */
    public int out() {
        return out;
    }
}
