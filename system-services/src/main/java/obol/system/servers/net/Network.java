package obol.system.servers.net;

import java.util.List;
import java.util.Set;
import obol.net.wire.Address;
import obol.styx.StyxException;
import obol.styx.server.Reply;

/**
 * What lies below {@code /net}. No method waits. Called with the monitor held that guards the tree, and whoever calls back, through a
 * {@code changed} or a reply, has that monitor too.
 */
public interface Network {
    /** The protocols that there are. */
    Set<Protocol> protocols();

    /**
     * An endpoint that is neither bound nor connected.
     *
     * @param changed run when something can be done that could not be done before; never from within a call on the endpoint
     */
    Endpoint open(Protocol protocol, Runnable changed) throws StyxException;

    /** Finds the addresses of a name in one version; none: an error. May answer later, and be aborted. */
    void addresses(String name, boolean version6, Reply<List<Address>> reply) throws StyxException;

    /** Finds the names of an address; none: an error. May answer later, and be aborted. */
    void names(Address address, Reply<List<String>> reply) throws StyxException;

    /** Counters of a protocol, as lines {@code NAME NUMBER}. */
    String statistics(Protocol protocol);

    /** What there is under {@code /net} besides. */
    default List<NetFile> files() {
        return List.of();
    }
}
