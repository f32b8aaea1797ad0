package obol.net.ip;

import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.core.Timer;
import obol.net.core.Timers;
import obol.net.wire.Address;
import obol.net.wire.Prefix;

/**
 * An address of a link, from the test that nobody else has it (RFC 5227, RFC 4862 5.4) to the end of its life. It is its own timer.
 */
public final class LocalAddress extends Timer {
    /** Where an address comes from. */
    public enum Origin { STATIC, DHCP, ROUTER, LINK_LOCAL }

    /** TENTATIVE is being tested and not used; DEPRECATED is not for new connections; GONE is a duplicate, expired or removed. */
    public enum State { TENTATIVE, PREFERRED, DEPRECATED, GONE }

    /** Told what becomes of the address. */
    public interface Owner {
        /** The test is passed. */
        void ready(LocalAddress address);

        /** Another host has it; it is no longer used. */
        void conflict(LocalAddress address);
    }

    /** RFC 5227 1.1, in nanoseconds; RFC 4861 10 for version 6. */
    private static final long PROBE_WAIT = Core.SECOND, PROBE_MIN = Core.SECOND, PROBE_SPREAD = Core.SECOND,
            ANNOUNCE_WAIT = 2 * Core.SECOND,
            ANNOUNCE_INTERVAL = 2 * Core.SECOND, DEFEND_INTERVAL = 10 * Core.SECOND, RETRANSMIT6 = Core.SECOND;
    private static final int PROBES4 = 3, PROBES6 = 1, ANNOUNCEMENTS = 2;

    private final Ip ip;
    private final Link link;
    private final Address address;
    private final Prefix prefix;
    private final Origin origin;
    private final Owner owner;
    private State state;
    private int probesLeft;
    private int announcementsLeft;
    private boolean conflicted;
    private long lastConflict;
    private long preferredUntil = Timers.NEVER;
    private long validUntil = Timers.NEVER;

    LocalAddress(Ip ip, Link link, Address address, int prefixLength, Origin origin, Owner owner) {
        this.ip = ip;
        this.link = link;
        this.address = address;
        this.origin = origin;
        this.owner = owner;
        prefix = Prefix.of(address, prefixLength);
    }

    public Link link() {
        return link;
    }

    public Address address() {
        return address;
    }

    /** The addresses that are on the same link. */
    public Prefix prefix() {
        return prefix;
    }

    public Origin origin() {
        return origin;
    }

    public State state() {
        return state;
    }

    /** Whether packets to it are taken, and connections may have it. */
    public boolean isUsable() {
        return state == State.PREFERRED || state == State.DEPRECATED;
    }

    public boolean isPreferred() {
        return state == State.PREFERRED;
    }

    public long validUntil() {
        return validUntil;
    }

    boolean isBroadcast(long high, long low) {
        if (!address.isV4() || prefix.length() >= 127 || low != (prefix.low() | ~(-1L << 128 - prefix.length()))) return false;
        return high == 0;
    }

    /** Begins the test, or without it the use. */
    void start(boolean test) {
        Core core = ip.core();
        announcementsLeft = link.isLoopback() || !address.isV4() ? 0 : ANNOUNCEMENTS;
        if (test && !link.isLoopback()) {
            state = State.TENTATIVE;
            probesLeft = address.isV4() ? PROBES4 : PROBES6;
            core.after(this, spread(PROBE_WAIT));
        } else {
            use();
        }
    }

    /** Sets how long it may be used for new connections and at all, {@link Timers#NEVER} for ever. */
    public void lifetimes(long preferredUntil, long validUntil) {
        this.preferredUntil = preferredUntil;
        this.validUntil = validUntil;
        if (state == State.PREFERRED || state == State.DEPRECATED) {
            if (preferredUntil > ip.core().now() && state == State.DEPRECATED) state = State.PREFERRED;
            schedule();
        }
    }

    /** Another host uses the address, or tests whether it can. */
    void contested(boolean byUse) {
        Core core = ip.core();
        core.count(Counter.ADDRESS_CONFLICTS);
        if (state == State.TENTATIVE) {
            end();
            if (owner != null) owner.conflict(this);
            return;
        }
        if (!byUse || !address.isV4()) return;
        boolean again = conflicted && core.now() - lastConflict < DEFEND_INTERVAL;
        conflicted = true;
        lastConflict = core.now();
        if (!again) {
            ip.arp().announce(this);
        } else if (origin != Origin.STATIC) {
            end();
            if (owner != null) owner.conflict(this);
        }
    }

    private void use() {
        state = State.PREFERRED;
        ip.routes().changed();
        if (announcementsLeft > 0) announce();
        schedule();
        if (owner != null) owner.ready(this);
    }

    private void announce() {
        announcementsLeft--;
        ip.arp().announce(this);
    }

    private void end() {
        state = State.GONE;
        ip.remove(this);
    }

    void removed() {
        state = State.GONE;
        ip.core().timers.cancel(this);
    }

    private void schedule() {
        Core core = ip.core();
        long next = Math.min(validUntil, state == State.PREFERRED ? preferredUntil : Timers.NEVER);
        if (announcementsLeft > 0) next = Math.min(next, core.now() + ANNOUNCE_INTERVAL);
        if (next == Timers.NEVER) core.timers.cancel(this);
        else core.timers.set(this, next);
    }

    @Override
    protected void expired() {
        Core core = ip.core();
        if (state == State.TENTATIVE) {
            if (probesLeft == 0) {
                use();
                return;
            }
            probesLeft--;
            if (address.isV4()) {
                ip.arp().probe(this);
                core.after(this, probesLeft > 0 ? PROBE_MIN + spread(PROBE_SPREAD) : ANNOUNCE_WAIT);
            } else {
                ip.discovery().probe(this);
                core.after(this, RETRANSMIT6);
            }
            return;
        }
        if (core.now() >= validUntil) {
            end();
            return;
        }
        if (state == State.PREFERRED && core.now() >= preferredUntil) state = State.DEPRECATED;
        if (announcementsLeft > 0) announce();
        schedule();
    }

    private long spread(long most) {
        return (ip.core().random.next() >>> 1) % most;
    }

    @Override
    public String toString() {
        return address + "/" + (address.isV4() ? prefix.length() - 96 : prefix.length()) + " " + state;
    }
}
