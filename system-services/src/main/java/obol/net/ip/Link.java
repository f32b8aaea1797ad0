package obol.net.ip;

import java.util.ArrayList;
import java.util.List;
import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Hardware;
import obol.net.wire.Layouts.Ethernet;
import obol.net.wire.Packet;
import obol.net.wire.PacketQueue;
import obol.net.wire.Prefix;

/** A network interface: an Ethernet, or the loopback. Frames to be sent wait in its queue until its driver takes them. */
public final class Link {
    /** Frames that wait for the driver at most; one more is dropped. */
    public static final int QUEUE = 1024;
    /** While so many wait, senders that can wait do. */
    public static final int BUSY = 256;
    /** Groups that sockets may join. */
    private static final int MAX_GROUPS = 64;

    private final Core core;
    private final String name;
    private final long hardware;
    private final boolean loopback;
    private final int ownMtu;
    /** What routers say; at most {@link #ownMtu}. */
    private int mtu6;
    private final PacketQueue queue = new PacketQueue();
    private final List<LocalAddress> addresses = new ArrayList<>();
    private final List<Address> groups = new ArrayList<>();
    private long bytesIn;
    private long bytesOut;

    Link(Core core, String name, long hardware, int mtu, boolean loopback) {
        this.core = core;
        this.name = name;
        this.hardware = hardware;
        this.loopback = loopback;
        ownMtu = mtu;
        mtu6 = mtu;
    }

    public String name() {
        return name;
    }

    /** Its hardware address. */
    public long hardware() {
        return hardware;
    }

    public boolean isLoopback() {
        return loopback;
    }

    /** Largest IP packet of a version. */
    public int mtu(boolean v4) {
        return v4 ? ownMtu : mtu6;
    }

    void routerMtu(int mtu) {
        mtu6 = Math.min(mtu, ownMtu);
    }

    /** Its addresses, tentative ones included; not to be changed. */
    public List<LocalAddress> addresses() {
        return addresses;
    }

    public long bytesIn() {
        return bytesIn;
    }

    public long bytesOut() {
        return bytesOut;
    }

    /** The next frame to be sent; null if there is none. It is the caller's, who gives it back by {@code Stack.sent}. */
    public Packet poll() {
        return queue.poll();
    }

    /** Frames that wait. */
    public int waiting() {
        return queue.size();
    }

    public boolean isBusy() {
        return queue.size() >= BUSY;
    }

    /** The address, or null. */
    public LocalAddress find(long high, long low) {
        for (int i = 0; i < addresses.size(); i++) {
            LocalAddress own = addresses.get(i);
            if (own.address().is(high, low)) return own;
        }
        return null;
    }

    /** Joins a multicast group; false if there are too many. Routers and switches are not told (no IGMP, no MLD). */
    public boolean join(Address group) {
        if (groups.contains(group)) return true;
        return groups.size() < MAX_GROUPS && groups.add(group);
    }

    public void leave(Address group) {
        groups.remove(group);
    }

    /** Whether packets to this address of more than one host are for this one. */
    boolean listensTo(long high, long low) {
        if (Address.isV4(high, low)) {
            if (low == Address.BROADCAST4.low() || low == Address.lowOfV4(0xE000_0001)) return true;
            for (int i = 0; i < addresses.size(); i++) {
                LocalAddress own = addresses.get(i);
                if (own.isBroadcast(high, low)) return true;
            }
        } else {
            if (Address.ALL_NODES.is(high, low)) return true;
            for (int i = 0; i < addresses.size(); i++) {
                Address own = addresses.get(i).address();
                if (!own.isV4() && high == Address.ALL_NODES.high() && low == Address.solicitedNode(own.low()).low()) return true;
            }
        }
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).is(high, low)) return true;
        }
        return false;
    }

    /** The best of its addresses to send from to a target (RFC 6724 5: same scope, not deprecated, longest prefix); null if none is fit. */
    Address sourceFor(long high, long low) {
        LocalAddress best = null;
        for (int i = 0; i < addresses.size(); i++) {
            LocalAddress own = addresses.get(i);
            if (!own.isUsable() || own.address().isV4() != Address.isV4(high, low)) continue;
            if (best == null || better(own, best, high, low)) best = own;
        }
        return best == null ? null : best.address();
    }

    private static boolean better(LocalAddress a, LocalAddress b, long high, long low) {
        boolean local = Address.isLinkLocal(high, low) || Address.isMulticast(high, low) && !Address.isV4(high, low)
                && (high >>> 48 & 15) <= 2;
        if (a.address().isLinkLocal() != b.address().isLinkLocal()) return a.address().isLinkLocal() == local;
        if (a.isPreferred() != b.isPreferred()) return a.isPreferred();
        return Prefix.common(a.address().high(), a.address().low(), high, low)
                > Prefix.common(b.address().high(), b.address().low(), high, low);
    }

    void received(int length) {
        bytesIn += length;
        core.count(Counter.FRAMES_IN);
    }

    /** Puts Ethernet's header in front and queues the frame. */
    void send(Packet packet, long target, int type) {
        if (queue.size() >= QUEUE) {
            core.count(Counter.FRAMES_DROPPED_OUT);
            core.pool.give(packet);
            return;
        }
        int at = packet.prepend(Ethernet.LENGTH);
        Bytes.put48(packet.bytes, at + Ethernet.TARGET, target);
        Bytes.put48(packet.bytes, at + Ethernet.SOURCE, hardware);
        Bytes.put16(packet.bytes, at + Ethernet.TYPE, type);
        bytesOut += packet.length();
        core.count(Counter.FRAMES_OUT);
        queue.add(packet);
    }

    @Override
    public String toString() {
        return name + " " + Hardware.toString(hardware);
    }
}
