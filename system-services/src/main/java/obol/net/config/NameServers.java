package obol.net.config;

import java.util.ArrayList;
import java.util.List;
import obol.net.core.Timers;
import obol.net.wire.Address;

/** The name servers that are known, and until when. Those set by hand come first. At most {@link #MOST}. */
public final class NameServers {
    private static final int MOST = 8;

    private record Known(Address address, Object from, long expires) {
    }

    private final List<Known> known = new ArrayList<>();

    /** Adds a server by hand. */
    public void add(Address server) {
        known.removeIf(k -> k.address.equals(server));
        known.add(0, new Known(server, null, Timers.NEVER));
        if (known.size() > MOST) known.remove(MOST);
    }

    /** Sets what one source tells, in place of what it told before. */
    void set(Object from, List<Address> servers, long expires) {
        known.removeIf(k -> k.from == from);
        for (Address server : servers) {
            if (known.size() < MOST) known.add(new Known(server, from, expires));
        }
    }

    /** Those that are good at a time, best first. */
    public List<Address> at(long now) {
        known.removeIf(k -> k.expires <= now);
        List<Address> good = new ArrayList<>();
        for (Known k : known) good.add(k.address);
        return good;
    }
}
