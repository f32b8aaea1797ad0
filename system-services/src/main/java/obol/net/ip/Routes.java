package obol.net.ip;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import obol.net.core.Core;
import obol.net.core.Timer;
import obol.net.core.Timers;
import obol.net.wire.Address;
import obol.net.wire.Hardware;
import obol.net.wire.Prefix;

/** The table of routes, and the paths found by it, of which so many are remembered: one for each value of a hash. */
public final class Routes {
    /** Routes at most. */
    public static final int MOST = 256;
    private static final int PATHS = 1024;

    private final Core core;
    private final Ip ip;
    private final List<Route> routes = new ArrayList<>();
    private final Path[] paths = new Path[PATHS];
    private final long salt;
    private int generation = 1;
    private final Timer expiry = new Timer() {
        @Override
        protected void expired() {
            dropExpired();
        }
    };

    Routes(Core core, Ip ip) {
        this.core = core;
        this.ip = ip;
        salt = core.random.next() | 1;
    }

    /** All of them, in no order; not to be changed. */
    public List<Route> all() {
        return routes;
    }

    /** Adds a route in place of the one to the same addresses by the same link and gateway; false if there are too many. */
    public boolean add(Route route) {
        removeSame(route.prefix(), route.gateway(), route.link());
        if (routes.size() == MOST) return false;
        routes.add(route);
        changed();
        return true;
    }

    /** Removes the route to these addresses by this gateway (null: on the link itself) and link; false if there is none. */
    public boolean remove(Prefix prefix, Address gateway, Link link) {
        boolean removed = removeSame(prefix, gateway, link);
        if (removed) changed();
        return removed;
    }

    private boolean removeSame(Prefix prefix, Address gateway, Link link) {
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            if (route.link() == link && route.prefix().equals(prefix) && Objects.equals(route.gateway(), gateway)) {
                routes.remove(i);
                return true;
            }
        }
        return false;
    }

    /** Paths found before are looked for anew. */
    void changed() {
        generation++;
        long next = Timers.NEVER;
        for (Route route : routes) next = Math.min(next, route.expires());
        if (next == Timers.NEVER) core.timers.cancel(expiry);
        else core.timers.set(expiry, next);
    }

    private void dropExpired() {
        routes.removeIf(route -> route.expires() <= core.now());
        changed();
    }

    /** The path to an address, which may be none ({@link Path#link} is null). On a link if one is given, as link-local addresses need. */
    public Path path(long high, long low, Link scope) {
        long mixed = (high * 31 + low) * salt;
        int slot = (int) (mixed >>> 40 & PATHS - 1);
        Path path = paths[slot];
        if (path == null || path.targetHigh != high || path.targetLow != low || path.scope != scope) {
            path = new Path(high, low, scope);
            paths[slot] = path;
        }
        refresh(path);
        return path;
    }

    /** Brings a path up to date. */
    public void refresh(Path path) {
        if (path.generation == generation && (path.neighbor == null || path.neighbor.state() != Neighbor.State.GONE)) return;
        path.generation = generation;
        path.neighbor = null;
        path.hardware = 0;
        path.link = null;
        long high = path.targetHigh;
        long low = path.targetLow;
        if (Address.isAny(high, low)) return;
        if (Address.isLoopback(high, low) || ip.isLocal(high, low)) {
            path.link = ip.loopback();
            return;
        }
        boolean v4 = Address.isV4(high, low);
        if (v4 && low == Address.BROADCAST4.low()) {
            path.link = path.scope != null ? path.scope : ip.firstLink();
            path.hardware = Hardware.BROADCAST;
        } else if (Address.isMulticast(high, low)) {
            path.link = path.scope != null ? path.scope : ip.firstLink();
            path.hardware = Hardware.ofMulticast(high, low);
        } else {
            unicast(path, v4);
        }
    }

    private void unicast(Path path, boolean v4) {
        long high = path.targetHigh;
        long low = path.targetLow;
        Address gateway = null;
        Link link = null;
        if (!v4 && Address.isLinkLocal(high, low)) {
            link = path.scope != null ? path.scope : ip.firstLink();
        } else {
            Route best = null;
            for (int i = 0; i < routes.size(); i++) {
                Route route = routes.get(i);
                if (path.scope != null && path.scope != route.link() || !route.prefix().contains(high, low)) continue;
                if (best == null || better(route, best)) best = route;
            }
            if (best == null) return;
            link = best.link();
            gateway = best.gateway();
        }
        if (link == null) return;
        path.link = link;
        if (link.isLoopback()) return;
        if (v4 && gateway == null) {
            for (LocalAddress own : link.addresses()) {
                if (own.isBroadcast(high, low)) {
                    path.hardware = Hardware.BROADCAST;
                    return;
                }
            }
        }
        path.neighbor = ip.neighbors(link).findOrMake(gateway != null ? gateway : new Address(high, low));
    }

    private static boolean better(Route a, Route b) {
        return a.prefix().length() != b.prefix().length() ? a.prefix().length() > b.prefix().length() : a.metric() < b.metric();
    }
}
