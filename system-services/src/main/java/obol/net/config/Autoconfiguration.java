package obol.net.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.net.core.Core;
import obol.net.core.SipHash;
import obol.net.core.Timer;
import obol.net.core.Timers;
import obol.net.ip.Ip;
import obol.net.ip.Link;
import obol.net.ip.LocalAddress;
import obol.net.ip.NeighborDiscovery;
import obol.net.wire.Address;
import obol.net.wire.Prefix;

/**
 * Addresses of IPv6 without a server (RFC 4862). Interface identifiers are a hash of prefix, link and a secret that stays the same from one
 * start to the next (RFC 7217), so that an address is the same on the same network and says nothing on others.
 */
public final class Autoconfiguration implements NeighborDiscovery.Routers {
    private static final int MAX_CONFLICTS = 3, SOLICITATIONS = 3;
    private static final long SOLICITATION_INTERVAL = 4 * Core.SECOND, TWO_HOURS = 7200 * Core.SECOND;
    private static final int PREFIX_LENGTH = 64;

    private final Ip ip;
    private final Core core;
    private final SipHash stable;
    private final boolean test;
    private final NameServers servers;
    private final Map<Link, Soliciting> links = new HashMap<>();

    /** Asks for routers until one has announced itself. */
    private final class Soliciting extends Timer {
        final Link link;
        int sent;

        Soliciting(Link link) {
            this.link = link;
        }

        @Override
        protected void expired() {
            if (sent++ == SOLICITATIONS) return;
            ip.discovery().solicitRouters(link);
            core.after(this, SOLICITATION_INTERVAL);
        }
    }

    /** One address while it is made: tried with another identifier if somebody has it. */
    private final class Making implements LocalAddress.Owner {
        private final Link link;
        private final long prefix;
        private final long preferred;
        private final long valid;
        private int conflicts;

        Making(Link link, long prefix, long preferred, long valid) {
            this.link = link;
            this.prefix = prefix;
            this.preferred = preferred;
            this.valid = valid;
        }

        void start() {
            boolean local = Address.isLinkLocal(prefix, 0);
            Address address = new Address(prefix, identifier(link, prefix, conflicts));
            LocalAddress made = ip.add(link, address, PREFIX_LENGTH, local ? LocalAddress.Origin.LINK_LOCAL : LocalAddress.Origin.ROUTER,
                    test, this);
            if (made != null) made.lifetimes(preferred, valid);
        }

        @Override
        public void ready(LocalAddress address) {
            if (address.origin() == LocalAddress.Origin.LINK_LOCAL) core.after(links.get(link), 0);
        }

        @Override
        public void conflict(LocalAddress address) {
            if (++conflicts < MAX_CONFLICTS) start();
        }
    }

    /**
     * @param secret0 with {@code secret1} the secret that stays the same
     * @param test whether to test addresses for duplicates, which takes one to two seconds
     */
    public Autoconfiguration(Ip ip, long secret0, long secret1, boolean test, NameServers servers) {
        this.ip = ip;
        core = ip.core();
        stable = new SipHash(secret0, secret1);
        this.test = test;
        this.servers = servers;
        ip.discovery().onRouters(this);
    }

    /** Begins on a link. */
    public void start(Link link) {
        if (links.containsKey(link)) return;
        links.put(link, new Soliciting(link));
        new Making(link, Address.linkLocal(0).high(), Timers.NEVER, Timers.NEVER).start();
    }

    private long identifier(Link link, long prefix, int conflicts) {
        long identifier = stable.hash(prefix, link.hardware(), conflicts, 0, 0, 0);
        // The anycast address of routers, and what is reserved for others (RFC 5453).
        boolean reserved = identifier == 0 || identifier >>> 8 == 0xFDFF_FFFF_FFFF_FFL || identifier >>> 24 == 0x02_005E_FFFEL;
        return reserved ? identifier ^ 1L << 40 : identifier;
    }

    @Override
    public void prefix(Link link, Prefix prefix, long preferred, long valid) {
        if (!links.containsKey(link)) return;
        long now = core.now();
        long preferredUntil = preferred == Timers.NEVER ? preferred : now + preferred;
        long validUntil = valid == Timers.NEVER ? valid : now + valid;
        boolean known = false;
        for (LocalAddress address : List.copyOf(link.addresses())) {
            if (address.origin() != LocalAddress.Origin.ROUTER || address.address().high() != prefix.high()) continue;
            known = true;
            // Nobody may end an address at once by a false announcement (RFC 4862 5.5.3 e).
            long left = address.validUntil() == Timers.NEVER ? Timers.NEVER : address.validUntil() - now;
            if (valid <= TWO_HOURS && valid <= left) validUntil = left <= TWO_HOURS ? address.validUntil() : now + TWO_HOURS;
            address.lifetimes(preferredUntil, validUntil);
        }
        if (!known && valid > 0) new Making(link, prefix.high(), preferredUntil, validUntil).start();
    }

    @Override
    public void servers(Link link, List<Address> list, long life) {
        servers.set(link, life == 0 ? List.of() : list, life == Timers.NEVER ? life : core.now() + life);
    }

    @Override
    public void announced(Link link) {
        Soliciting soliciting = links.get(link);
        if (soliciting != null) core.timers.cancel(soliciting);
    }
}
