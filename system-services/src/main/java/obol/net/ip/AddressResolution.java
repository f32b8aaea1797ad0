package obol.net.ip;

import obol.net.core.Core;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Hardware;
import obol.net.wire.Layouts.Arp;
import obol.net.wire.Layouts.Ethernet;
import obol.net.wire.Packet;

/** ARP (RFC 826) with the conflict rules of RFC 5227. A host learns only of those that ask for it or that it asks about. */
final class AddressResolution {
    private final Ip ip;
    private final Core core;

    AddressResolution(Ip ip) {
        this.ip = ip;
        core = ip.core();
    }

    void receive(Arrival a) {
        byte[] b = a.bytes;
        int at = a.at;
        Link link = a.link;
        if (a.length() < Arp.LENGTH || Bytes.u48(b, at) != Arp.KIND || link.isLoopback()) return;
        long hardware = Bytes.u48(b, at + Arp.SENDER_HARDWARE);
        long sender = Address.lowOfV4(Bytes.i32(b, at + Arp.SENDER));
        long target = Address.lowOfV4(Bytes.i32(b, at + Arp.TARGET));
        int operation = Bytes.u16(b, at + Arp.OPERATION);
        if (Hardware.isGroup(hardware) || hardware == link.hardware() || Address.isMulticast(0, sender)) return;
        LocalAddress claimed = link.find(0, sender);
        if (claimed != null) {
            claimed.contested(true);
            return;
        }
        boolean probe = Address.isAny(0, sender);
        LocalAddress own = link.find(0, target);
        if (probe && own != null && own.state() == LocalAddress.State.TENTATIVE) {
            own.contested(false);
            return;
        }
        boolean forUs = own != null && own.isUsable();
        if (!probe) {
            Address address = new Address(0, sender);
            Neighbors neighbors = ip.neighbors(link);
            boolean asksUs = forUs && operation == Arp.REQUEST;
            Neighbor neighbor = asksUs ? neighbors.findOrMake(address) : neighbors.find(address);
            if (neighbor != null) neighbor.learned(hardware, operation == Arp.REPLY && forUs && !a.group);
        }
        if (forUs && operation == Arp.REQUEST) {
            send(link, hardware, Arp.REPLY, (int) target, hardware, (int) sender);
        }
    }

    /** Asks who has an address: everybody, or the one who had it. */
    void ask(Link link, Address target, long hardware) {
        Address source = link.sourceFor(target.high(), target.low());
        send(link, hardware == 0 ? Hardware.BROADCAST : hardware, Arp.REQUEST, source == null ? 0 : source.v4(), 0, target.v4());
    }

    /** Asks whether somebody has the address that this host would use. */
    void probe(LocalAddress address) {
        send(address.link(), Hardware.BROADCAST, Arp.REQUEST, 0, 0, address.address().v4());
    }

    /** Tells everybody that this host has the address. */
    void announce(LocalAddress address) {
        int own = address.address().v4();
        send(address.link(), Hardware.BROADCAST, Arp.REQUEST, own, 0, own);
    }

    private void send(Link link, long to, int operation, int sender, long targetHardware, int target) {
        Packet packet = core.pool.take(Arp.LENGTH);
        byte[] b = packet.bytes;
        int at = packet.start;
        packet.end = at + Arp.LENGTH;
        Bytes.put48(b, at, Arp.KIND);
        Bytes.put16(b, at + Arp.OPERATION, operation);
        Bytes.put48(b, at + Arp.SENDER_HARDWARE, link.hardware());
        Bytes.put32(b, at + Arp.SENDER, sender);
        Bytes.put48(b, at + Arp.TARGET_HARDWARE, targetHardware);
        Bytes.put32(b, at + Arp.TARGET, target);
        link.send(packet, to, Ethernet.ARP);
    }
}
