package obol.net.ip;

import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.core.Timer;
import obol.net.wire.Address;
import obol.net.wire.Layouts.Ethernet;
import obol.net.wire.Packet;
import obol.net.wire.PacketQueue;

/**
 * Another host on a link, and what is known of its hardware address. The states of RFC 4861 7.3.2, for ARP's neighbors as well, so that
 * an address that no longer answers is found out. What is sent meanwhile waits here.
 */
final class Neighbor extends Timer {
    enum State { INCOMPLETE, REACHABLE, STALE, DELAY, PROBE, GONE }

    /** RFC 4861 10. */
    private static final long REACHABLE_TIME = 30 * Core.SECOND, RETRANSMIT = Core.SECOND, FIRST_PROBE = 5 * Core.SECOND;
    private static final int SOLICITATIONS = 3;
    /** Packets that wait for the hardware address, enough for the fragments of the largest datagram; the oldest gives way. */
    private static final int WAITING = 64;

    final Address address;
    private final Ip ip;
    private final Neighbors table;
    private final Link link;
    private State state = State.INCOMPLETE;
    private long hardware;
    private long confirmed;
    private int solicited;
    private final PacketQueue waiting = new PacketQueue();
    /** IPv6: it says that it is a router. */
    boolean router;

    Neighbor(Ip ip, Neighbors table, Link link, Address address) {
        this.ip = ip;
        this.table = table;
        this.link = link;
        this.address = address;
    }

    State state() {
        return state;
    }

    long hardware() {
        return hardware;
    }

    /** Sends a whole IP packet to it, now or when it is found. */
    void send(Packet packet, int type) {
        if (state == State.INCOMPLETE) {
            if (waiting.size() == WAITING || !table.mayWait()) {
                ip.core().count(Counter.FRAMES_DROPPED_OUT);
                Packet oldest = waiting.poll();
                ip.core().pool.give(oldest == null ? packet : oldest);
                if (oldest == null) packet = null;
                else table.waiting--;
            }
            if (packet != null) {
                waiting.add(packet);
                table.waiting++;
            }
            if (!isSet()) expired();
            return;
        }
        if (state == State.GONE) {
            ip.core().count(Counter.FRAMES_DROPPED_OUT);
            ip.core().pool.give(packet);
            return;
        }
        if (state == State.STALE) {
            state = State.DELAY;
            ip.core().after(this, FIRST_PROBE);
        }
        link.send(packet, hardware, type);
    }

    /** It has answered, as something above knows. */
    void confirm() {
        confirmed = ip.core().now();
        if (state == State.STALE || state == State.DELAY || state == State.PROBE) reachable();
    }

    /**
     * It has told its hardware address.
     *
     * @param sure in answer to a question of ours, so it also hears us
     */
    void learned(long address, boolean sure) {
        boolean other = hardware != address;
        hardware = address;
        if (sure) {
            confirmed = ip.core().now();
            reachable();
        } else if (other || state == State.INCOMPLETE) {
            state = State.STALE;
            ip.core().timers.cancel(this);
        }
        int type = this.address.isV4() ? Ethernet.IP4 : Ethernet.IP6;
        for (Packet packet; (packet = waiting.poll()) != null; ) {
            table.waiting--;
            send(packet, type);
        }
    }

    /** Its address may no longer be right. */
    void doubt() {
        if (state == State.REACHABLE) {
            state = State.STALE;
            ip.core().timers.cancel(this);
        }
    }

    private void reachable() {
        state = State.REACHABLE;
        solicited = 0;
        ip.core().after(this, REACHABLE_TIME);
    }

    @Override
    protected void expired() {
        Core core = ip.core();
        switch (state) {
            case REACHABLE:
                if (core.now() - confirmed < REACHABLE_TIME) core.timers.set(this, confirmed + REACHABLE_TIME);
                else state = State.STALE;
                return;
            case DELAY:
                state = State.PROBE;
                break;
            case INCOMPLETE: case PROBE:
                break;
            default:
                return;
        }
        if (solicited == SOLICITATIONS) {
            core.count(Counter.NEIGHBOR_FAILED);
            table.remove(this);
            return;
        }
        solicited++;
        core.after(this, RETRANSMIT);
        if (address.isV4()) ip.arp().ask(link, address, state == State.PROBE ? hardware : 0);
        else ip.discovery().ask(link, address, state == State.PROBE ? hardware : 0);
    }

    /** It is out of the table; what waits for it is given up. */
    void gone() {
        state = State.GONE;
        ip.core().timers.cancel(this);
        for (Packet packet; (packet = waiting.poll()) != null; ) {
            table.waiting--;
            ip.undeliverable(link, packet);
            ip.core().pool.give(packet);
        }
    }
}
