package obol.net.testing;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import obol.net.Stack;
import obol.net.core.Socket;
import obol.net.ip.Link;
import obol.net.ip.Route;
import obol.net.core.Timers;
import obol.net.wire.Address;
import obol.net.wire.Prefix;

/** A host on a virtual network: an engine with one Ethernet. */
public final class Host {
    public final Stack stack;
    public final Link link;
    final VirtualNetwork network;
    /** What becomes of frames that this host sends. */
    public Impairment sending = Impairment.NONE;
    /** When the wire has sent what waits for it. */
    long free;
    /** Called for sockets that have changed and have no observer. */
    public Consumer<Socket> application = socket -> { };

    Host(VirtualNetwork network, long hardware, int mtu, long seed) {
        this.network = network;
        SplittableRandom random = new SplittableRandom(seed);
        stack = new Stack(random::nextLong, network.now());
        link = stack.addLink("ether0", hardware, mtu);
    }

    /** An address of either version, with a prefix of 24 or 64 bits, not tested. */
    public Host at(String address) {
        Address parsed = Address.parse(address);
        stack.addAddress(link, parsed, parsed.isV4() ? 24 : 64, false);
        return this;
    }

    public Host router(String address) {
        Address parsed = Address.parse(address);
        stack.addRoute(new Route(parsed.isV4() ? Prefix.ALL4 : Prefix.ALL6, parsed, link, 0, Timers.NEVER));
        return this;
    }

    /** After calls on sockets: lets the network take what is to be sent. */
    public void flush() {
        stack.advance(network.now());
        network.drain(this);
    }
}
