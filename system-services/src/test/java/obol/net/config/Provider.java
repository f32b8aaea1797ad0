package obol.net.config;

import java.util.Arrays;
import obol.net.core.NetworkException;
import obol.net.testing.Host;
import obol.net.tcp.Connection;
import obol.net.tcp.Listener;
import obol.net.udp.Datagram;
import obol.net.udp.UdpSocket;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Checksum;
import obol.net.wire.Layouts.Dhcp;
import obol.net.wire.Layouts.Discovery;
import obol.net.wire.Layouts.Dns;
import obol.net.wire.Layouts.Ethernet;
import obol.net.wire.Layouts.Icmp;
import obol.net.wire.Layouts.Ip6;

/** What a network's provider runs, on one of its hosts, whose address is 10.9.0.1. */
final class Provider {
    private final Host server;
    /** Last part of the address that DHCP leases. */
    int nextAddress = 50;
    /** DHCP says nothing. */
    boolean dead;
    /** DHCP refuses what it has leased. */
    boolean refuses;
    /** Asked of the name server; and those of them that came by TCP. */
    int questions;
    int overTcp;

    Provider(Host server) {
        this.server = server;
    }

    /** As server of DHCP: leases of so many seconds, all of the address {@code 10.9.0.nextAddress}. */
    void serveDhcp(int lease) throws NetworkException {
        UdpSocket socket = server.stack.udp(Address.ANY4, Dhcp.SERVER_PORT);
        byte[] b = new byte[1500];
        Datagram facts = new Datagram();
        socket.observe(s -> {
            while (socket.receive(facts, b, 0, b.length)) {
                int type = b[Dhcp.OPTIONS + 2];
                if (dead || type != Dhcp.DISCOVER && type != Dhcp.WANT) continue;
                Address client = Address.v4(Bytes.i32(b, Dhcp.CLIENT));
                byte[] r = Arrays.copyOf(b, 400);
                Arrays.fill(r, Dhcp.OPTIONS, 400, (byte) 0);
                r[0] = Dhcp.REPLY;
                Bytes.put32(r, Dhcp.YOURS, client.isAny() ? 0x0A09_0000 | nextAddress : client.v4());
                int at = Dhcp.OPTIONS;
                at = option(r, at, Dhcp.TYPE, type == Dhcp.DISCOVER ? Dhcp.OFFER : refuses ? Dhcp.NAK : Dhcp.ACK, 1);
                at = option(r, at, Dhcp.SERVER, 0x0A09_0001, 4);
                at = option(r, at, Dhcp.MASK, 0xFFFF_FF00, 4);
                at = option(r, at, Dhcp.ROUTERS, 0x0A09_0001, 4);
                at = option(r, at, Dhcp.NAME_SERVERS, 0x0A09_0001, 4);
                at = option(r, at, Dhcp.LEASE, lease, 4);
                r[at] = (byte) Dhcp.END;
                try {
                    socket.send(client.isAny() ? Address.BROADCAST4 : client, Dhcp.CLIENT_PORT, r, 0, 400);
                } catch (NetworkException noWay) {
                    throw new AssertionError(noWay);
                }
            }
        });
    }

    private static int option(byte[] to, int at, int kind, int value, int length) {
        to[at] = (byte) kind;
        to[at + 1] = (byte) length;
        if (length == 1) to[at + 2] = (byte) value;
        else Bytes.put32(to, at + 2, value);
        return at + 2 + length;
    }

    /** What a router at {@code fe80::ff} tells all; lives in seconds. */
    static byte[] advertisement(String prefix, int routerLife, int valid, int preferred) {
        byte[] m = new byte[Ethernet.LENGTH + Ip6.LENGTH + Discovery.ADVERTISEMENT_LENGTH + 32 + 8 + 24];
        Bytes.put48(m, 0, 0x3333_0000_0001L);
        Bytes.put48(m, 6, 0x0200_0000_00FFL);
        Bytes.put16(m, 12, Ethernet.IP6);
        int ip = Ethernet.LENGTH;
        int at = ip + Ip6.LENGTH;
        m[ip] = 0x60;
        Bytes.put16(m, ip + Ip6.PAYLOAD_LENGTH, m.length - at);
        m[ip + Ip6.NEXT_HEADER] = 58;
        m[ip + Ip6.HOP_LIMIT] = -1;
        Address router = Address.parse("fe80::ff");
        put(m, ip + Ip6.SOURCE, router);
        put(m, ip + Ip6.TARGET, Address.ALL_NODES);
        m[at] = (byte) Icmp.ROUTER_ADVERTISEMENT;
        Bytes.put16(m, at + Discovery.LIFETIME, routerLife);
        int option = at + Discovery.ADVERTISEMENT_LENGTH;
        m[option] = Discovery.PREFIX;
        m[option + 1] = 4;
        m[option + 2] = 64;
        m[option + 3] = (byte) (Discovery.ON_LINK | Discovery.AUTONOMOUS);
        Bytes.put32(m, option + Discovery.PREFIX_VALID, valid);
        Bytes.put32(m, option + Discovery.PREFIX_PREFERRED, preferred);
        put(m, option + Discovery.PREFIX_BITS, Address.parse(prefix));
        option += 32;
        m[option] = Discovery.MTU;
        m[option + 1] = 1;
        Bytes.put32(m, option + 4, 1400);
        option += 8;
        m[option] = Discovery.DNS_SERVERS;
        m[option + 1] = 3;
        Bytes.put32(m, option + 4, 1000);
        put(m, option + 8, Address.parse("fd55::53"));
        long sum = Checksum.pseudoHeader(router.high(), router.low(), Address.ALL_NODES.high(), Address.ALL_NODES.low(), 58, m.length - at);
        Bytes.put16(m, at + Icmp.CHECKSUM, Checksum.of(Checksum.add(sum, m, at, m.length - at)));
        return m;
    }

    private static void put(byte[] to, int at, Address address) {
        Bytes.put64(to, at, address.high());
        Bytes.put64(to, at + 8, address.low());
    }

    /** Answers: {@code a.test} has an address, {@code c.test} is an alias of it, {@code big.test} is for TCP, others do not exist. */
    private byte[] answer(byte[] q, int length, boolean byTcp) {
        questions++;
        String name = DnsName.read(q, Dns.LENGTH, length);
        int end = DnsName.skip(q, Dns.LENGTH, length);
        int type = Bytes.u16(q, end);
        byte[] r = new byte[512];
        System.arraycopy(q, 0, r, 0, end + 4);
        Bytes.put16(r, Dns.FLAGS, Dns.RESPONSE | 0x0180);
        Bytes.put16(r, Dns.ADDITIONALS, 0);
        int at = end + 4;
        int answers = 0;
        if (name.equals("big.test") && !byTcp) {
            Bytes.put16(r, Dns.FLAGS, Dns.RESPONSE | Dns.TRUNCATED | 0x0180);
        } else if (name.equals("lost.test")) {
            return null;
        } else if (name.equals("c.test")) {
            at = record(r, at, Dns.CNAME, 100);
            int target = at;
            at = DnsName.write(r, at, "a.test");
            Bytes.put16(r, target - 2, at - target);
            answers++;
        } else if (name.endsWith("in-addr.arpa")) {
            at = record(r, at, Dns.PTR, 100);
            int target = at;
            at = DnsName.write(r, at, "a.test");
            Bytes.put16(r, target - 2, at - target);
            answers++;
        } else if (name.equals("a.test") || name.equals("big.test")) {
            at = record(r, at, type, 100);
            Bytes.put16(r, at - 2, type == Dns.A ? 4 : 16);
            if (type == Dns.A) Bytes.put32(r, at, 0x01020304);
            else put(r, at, Address.parse("2001:db8::7"));
            at += type == Dns.A ? 4 : 16;
            answers++;
        } else {
            Bytes.put16(r, Dns.FLAGS, Dns.RESPONSE | 0x0180 | Dns.NO_SUCH_NAME);
        }
        Bytes.put16(r, Dns.ANSWERS, answers);
        return Arrays.copyOf(r, at);
    }

    private static int record(byte[] r, int at, int type, int life) {
        Bytes.put16(r, at, 0xC000 | Dns.LENGTH);
        Bytes.put16(r, at + 2 + Dns.TYPE, type);
        Bytes.put16(r, at + 2 + Dns.CLASS, Dns.INTERNET);
        Bytes.put32(r, at + 2 + Dns.LIFE, life);
        return at + 2 + Dns.DATA;
    }

    /** As name server, over UDP, with a forged answer before each true one, and over TCP. */
    void serveNames() throws NetworkException {
        UdpSocket udp = server.stack.udp(Address.ANY6, Dns.PORT);
        byte[] b = new byte[1500];
        Datagram facts = new Datagram();
        udp.observe(s -> {
            while (udp.receive(facts, b, 0, b.length)) {
                byte[] r = answer(b, facts.length(), false);
                if (r == null) continue;
                try {
                    byte[] forged = r.clone();
                    forged[0] ^= 1;
                    forged[r.length - 1]++;
                    udp.send(facts.source(), facts.port(), forged, 0, r.length);
                    udp.send(facts.source(), facts.port(), r, 0, r.length);
                } catch (NetworkException noWay) {
                    throw new AssertionError(noWay);
                }
            }
        });
        Listener listener = server.stack.listen(Address.ANY6, Dns.PORT, 8);
        listener.observe(s -> {
            Connection c = listener.accept();
            c.observe(x -> {
                try {
                    byte[] q = new byte[600];
                    int count = c.read(q, 0, 600);
                    if (count <= 0) return;
                    overTcp++;
                    byte[] r = answer(Arrays.copyOfRange(q, 2, count), count - 2, true);
                    c.write(new byte[] {0, (byte) r.length}, 0, 1);
                    c.write(new byte[] {(byte) r.length}, 0, 1);
                    c.write(r, 0, r.length);
                } catch (NetworkException over) {
                    c.close();
                }
            });
        });
    }
}
