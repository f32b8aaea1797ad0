package obol.net.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.net.core.Core;
import obol.net.core.Problem;
import obol.net.wire.Address;
import obol.net.wire.Layouts.Dns;

/** A stub resolver: asks the name servers that are known, and remembers what they say for as long as they say (RFC 1035 7, RFC 2308). */
public final class Resolver {
    private static final int CACHED = 512, UNDER_WAY = 256;

    private record Key(String name, int type) {
    }

    private record Entry(DnsAnswer answer, long expires) {
    }

    private final Core core;
    private final Ways ways;
    private final NameServers servers;
    private final Map<Key, Entry> cache = new LinkedHashMap<>();
    private final Set<Lookup> underWay = new HashSet<>();

    public Resolver(Core core, Ways ways, NameServers servers) {
        this.core = core;
        this.ways = ways;
        this.servers = servers;
    }

    /** Asks for the addresses of a name, of IPv4 or IPv6. */
    public Lookup addresses(String name, boolean v6) {
        return lookup(name, v6 ? Dns.AAAA : Dns.A);
    }

    /** Asks for the names of an address. */
    public Lookup names(Address address) {
        return lookup(DnsName.reverse(address), Dns.PTR);
    }

    /** Questions under way. */
    public int underWay() {
        return underWay.size();
    }

    private Lookup lookup(String text, int type) {
        String name = DnsName.normal(text);
        List<Address> known = servers.at(core.now());
        Lookup lookup = new Lookup(this, core, name, type, known);
        if (name == null) {
            lookup.fail(Problem.NO_SUCH_NAME);
            return lookup;
        }
        Key key = new Key(name, type);
        Entry entry = cache.get(key);
        if (entry != null && entry.expires > core.now()) {
            lookup.known(entry.answer);
        } else if (known.isEmpty()) {
            lookup.fail(Problem.NO_SERVER);
        } else if (underWay.size() == UNDER_WAY) {
            lookup.fail(Problem.NO_ROOM);
        } else {
            cache.remove(key);
            underWay.add(lookup);
            lookup.start();
        }
        return lookup;
    }

    void over(Lookup lookup) {
        underWay.remove(lookup);
    }

    void remember(Lookup lookup, DnsAnswer answer, long seconds) {
        if (seconds <= 0) return;
        Key key = new Key(lookup.asked, lookup.type());
        cache.remove(key);
        if (cache.size() == CACHED) cache.remove(cache.keySet().iterator().next());
        cache.put(key, new Entry(answer, core.now() + seconds * Core.SECOND));
    }

    Ways ways() {
        return ways;
    }
}
