package obol.net.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.ip.LocalAddress;
import obol.net.testing.Host;
import obol.net.testing.VirtualNetwork;
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
import org.junit.jupiter.api.Test;

/** Addresses and name servers from a DHCP server and a router, and names from a server, all played by the test. */
class ConfigurationTest {
    private static final long SECOND = VirtualNetwork.SECOND;
    private final VirtualNetwork network = new VirtualNetwork(11);
    private final Host host = network.host();
    private final Host server = network.host().at("10.9.0.1").at("fd09::1");
    private int nextAddress = 50;
    private boolean dead;
    private boolean refuses;
    private int questions;
    private int overTcp;

    private void serveDhcp(int lease) throws NetworkException {
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

    @Test
    void dhcpGetsKeepsAndLosesAnAddress() throws NetworkException {
        serveDhcp(600);
        DhcpClient dhcp = host.stack.dhcp(host.link, false);
        dhcp.start();
        host.flush();
        assertTrue(network.until(() -> dhcp.address() != null, 20 * SECOND));
        assertEquals("10.9.0.50", dhcp.address().address().toString());
        assertEquals(List.of(Address.parse("10.9.0.1")), host.stack.nameServers().at(network.now()));
        Address away = Address.parse("8.8.8.8");
        assertNotNull(host.stack.ip().routes().path(away.high(), away.low(), null).link());
        network.run(3000 * SECOND);
        assertEquals(DhcpClient.State.BOUND, dhcp.state(), "renewed several times");
        assertTrue(dhcp.address().validUntil() > network.now());
        dead = true;
        network.run(700 * SECOND);
        assertNull(dhcp.address());
        assertNull(host.stack.ip().routes().path(away.high(), away.low(), null).link());
        assertEquals(List.of(), host.stack.nameServers().at(network.now()));
        dead = false;
        nextAddress = 51;
        assertTrue(network.until(() -> dhcp.address() != null, 200 * SECOND));
        assertEquals("10.9.0.51", dhcp.address().address().toString());
        refuses = true;
        assertTrue(network.until(() -> dhcp.address() == null, 400 * SECOND));
        refuses = false;
        assertTrue(network.until(() -> dhcp.address() != null, 200 * SECOND));
        dhcp.stop();
        assertTrue(host.link.addresses().isEmpty());
    }

    @Test
    void anAddressThatSomebodyHasIsDeclined() throws NetworkException {
        serveDhcp(600);
        server.at("10.9.0.50");
        DhcpClient dhcp = host.stack.dhcp(host.link, true);
        dhcp.start();
        host.flush();
        assertTrue(network.until(() -> dhcp.address() != null && dhcp.address().address().v4() == 0x0A09_0032, 20 * SECOND));
        nextAddress = 60;
        assertTrue(network.until(() -> dhcp.address() != null && dhcp.address().isUsable(), 100 * SECOND));
        assertEquals("10.9.0.60", dhcp.address().address().toString());
    }

    @Test
    void aRoutersWordMakesAddressesThatStayTheSame() {
        host.stack.autoconfiguration(42, 43, true).start(host.link);
        host.flush();
        assertTrue(network.until(() -> host.link.addresses().get(0).isUsable(), 5 * SECOND));
        assertTrue(host.link.addresses().get(0).address().isLinkLocal());
        network.inject(advertisement("fd55::", 1800, 3000, 2000));
        network.run(5 * SECOND);
        LocalAddress made = host.link.addresses().get(1);
        assertTrue(made.isUsable());
        assertTrue(made.address().toString().startsWith("fd55::"));
        assertEquals(List.of(Address.parse("fd55::53")), host.stack.nameServers().at(network.now()));
        Address away = Address.parse("2001:db8::1");
        assertNotNull(host.stack.ip().routes().path(away.high(), away.low(), null).link());
        assertEquals(1400, host.link.mtu(false));
        VirtualNetwork other = new VirtualNetwork(99);
        Host same = other.host();
        same.stack.autoconfiguration(42, 43, false).start(same.link);
        other.inject(advertisement("fd55::", 1800, 3000, 2000));
        other.run(5 * SECOND);
        assertEquals(made.address(), same.link.addresses().get(1).address());
        network.inject(advertisement("fd55::", 0, 1, 1));
        network.run(SECOND);
        assertTrue(made.isUsable(), "two hours at least");
        network.run(2100 * SECOND);
        assertEquals(LocalAddress.State.DEPRECATED, made.state());
        network.run(8000 * SECOND);
        assertEquals(LocalAddress.State.GONE, made.state());
        assertNull(host.stack.ip().routes().path(away.high(), away.low(), null).link());
    }

    @Test
    void aFloodOfAnnouncementsIsBounded() {
        host.stack.autoconfiguration(42, 43, false).start(host.link);
        host.flush();
        for (int i = 1; i < 2000; i++) network.inject(advertisement("fd55:0:0:" + Integer.toHexString(i) + "::", 1800, 3000, 2000));
        network.run(5 * SECOND);
        assertTrue(host.link.addresses().size() <= 32);
        assertTrue(host.stack.ip().routes().all().size() <= 256);
    }

    private static byte[] advertisement(String prefix, int routerLife, int valid, int preferred) {
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

    // Names.

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

    private void serveNames() throws NetworkException {
        host.at("10.9.0.7");
        host.stack.nameServers().add(Address.parse("10.9.0.1"));
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

    private Lookup finish(Lookup lookup) {
        host.flush();
        assertTrue(network.until(() -> lookup.readiness() != 0, 100 * SECOND));
        return lookup;
    }

    @Test
    void namesAreFoundRememberedAndForgotten() throws NetworkException {
        serveNames();
        Resolver resolver = host.stack.resolver();
        assertEquals(List.of(Address.parse("1.2.3.4")), finish(resolver.addresses("A.Test.", false)).addresses());
        assertEquals(List.of(Address.parse("2001:db8::7")), finish(resolver.addresses("a.test", true)).addresses());
        assertEquals(List.of(Address.parse("1.2.3.4")), finish(resolver.addresses("c.test", false)).addresses());
        assertEquals(4, questions, "one for the alias, one for what it stands for");
        assertEquals(List.of("a.test"), finish(resolver.names(Address.parse("1.2.3.4"))).names());
        assertEquals(List.of(Address.parse("1.2.3.4")), finish(resolver.addresses("big.test", false)).addresses());
        assertEquals(1, overTcp);
        assertEquals(Problem.NO_SUCH_NAME, finish(resolver.addresses("none.test", false)).problem());
        int before = questions;
        assertEquals(Problem.NO_SUCH_NAME, finish(resolver.addresses("none.test", false)).problem());
        finish(resolver.addresses("c.test", false));
        assertEquals(before, questions, "remembered");
        network.run(101 * SECOND);
        host.flush();
        finish(resolver.addresses("c.test", false));
        assertEquals(before + 2, questions);
        assertEquals(Problem.TIMED_OUT, finish(resolver.addresses("lost.test", false)).problem());
        assertEquals(Problem.NO_SUCH_NAME, finish(resolver.addresses("a..b", false)).problem());
        assertEquals(0, resolver.underWay());
    }

    @Test
    void withoutAServerNothingIsFound() {
        assertEquals(Problem.NO_SERVER, host.stack.resolver().addresses("a.test", false).problem());
    }
}
