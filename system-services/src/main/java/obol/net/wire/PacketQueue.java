package obol.net.wire;

/** Packets in order. It owns them. */
public final class PacketQueue {
    private Packet first;
    private Packet last;
    private int size;

    public int size() {
        return size;
    }

    public void add(Packet packet) {
        if (first == null) first = packet;
        else last.next = packet;
        last = packet;
        size++;
    }

    /** Takes the first one out; null if there is none. */
    public Packet poll() {
        Packet packet = first;
        if (packet == null) return null;
        first = packet.next;
        packet.next = null;
        size--;
        return packet;
    }
}
