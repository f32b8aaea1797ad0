package obol.net.ip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.net.wire.Address;

/** The neighbors of one link, at most {@link #MOST}: the one that was first there and is not known to answer gives way. */
final class Neighbors {
    static final int MOST = 512;
    /** Packets that wait for any of them. */
    private static final int MAX_WAITING = 512;

    private final Ip ip;
    private final Link link;
    private final Map<Address, Neighbor> table = new LinkedHashMap<>();

    int waiting;

    Neighbors(Ip ip, Link link) {
        this.ip = ip;
        this.link = link;
    }

    boolean mayWait() {
        return waiting < MAX_WAITING;
    }

    int size() {
        return table.size();
    }

    List<Neighbor> all() {
        return new ArrayList<>(table.values());
    }

    /** The neighbor, or null. */
    Neighbor find(Address address) {
        return table.get(address);
    }

    Neighbor findOrMake(Address address) {
        Neighbor neighbor = table.get(address);
        if (neighbor != null) return neighbor;
        if (table.size() >= MOST) makeRoom();
        neighbor = new Neighbor(ip, this, link, address);
        table.put(address, neighbor);
        return neighbor;
    }

    private void makeRoom() {
        Neighbor victim = null;
        for (Neighbor neighbor : table.values()) {
            if (victim == null) victim = neighbor;
            if (neighbor.state() != Neighbor.State.REACHABLE && !neighbor.router) {
                victim = neighbor;
                break;
            }
        }
        remove(victim);
    }

    void remove(Neighbor neighbor) {
        if (table.remove(neighbor.address, neighbor)) neighbor.gone();
    }
}
