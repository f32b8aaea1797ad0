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
    private final Provider provider = new Provider(server);

    @Test
    void dhcpGetsKeepsAndLosesAnAddress() throws NetworkException {
        provider.serveDhcp(600);
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
        provider.dead = true;
        network.run(700 * SECOND);
        assertNull(dhcp.address());
        assertNull(host.stack.ip().routes().path(away.high(), away.low(), null).link());
        assertEquals(List.of(), host.stack.nameServers().at(network.now()));
        provider.dead = false;
        provider.nextAddress = 51;
        assertTrue(network.until(() -> dhcp.address() != null, 200 * SECOND));
        assertEquals("10.9.0.51", dhcp.address().address().toString());
        provider.refuses = true;
        assertTrue(network.until(() -> dhcp.address() == null, 400 * SECOND));
        provider.refuses = false;
        assertTrue(network.until(() -> dhcp.address() != null, 200 * SECOND));
        dhcp.stop();
        assertTrue(host.link.addresses().isEmpty());
    }

    @Test
    void anAddressThatSomebodyHasIsDeclined() throws NetworkException {
        provider.serveDhcp(600);
        server.at("10.9.0.50");
        DhcpClient dhcp = host.stack.dhcp(host.link, true);
        dhcp.start();
        host.flush();
        assertTrue(network.until(() -> dhcp.address() != null && dhcp.address().address().v4() == 0x0A09_0032, 20 * SECOND));
        provider.nextAddress = 60;
        assertTrue(network.until(() -> dhcp.address() != null && dhcp.address().isUsable(), 100 * SECOND));
        assertEquals("10.9.0.60", dhcp.address().address().toString());
    }

    @Test
    void aRoutersWordMakesAddressesThatStayTheSame() {
        host.stack.autoconfiguration(42, 43, true).start(host.link);
        host.flush();
        assertTrue(network.until(() -> host.link.addresses().get(0).isUsable(), 5 * SECOND));
        assertTrue(host.link.addresses().get(0).address().isLinkLocal());
        network.inject(Provider.advertisement("fd55::", 1800, 3000, 2000));
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
        other.inject(Provider.advertisement("fd55::", 1800, 3000, 2000));
        other.run(5 * SECOND);
        assertEquals(made.address(), same.link.addresses().get(1).address());
        network.inject(Provider.advertisement("fd55::", 0, 1, 1));
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
        for (int i = 1; i < 2000; i++) network.inject(Provider.advertisement("fd55:0:0:" + Integer.toHexString(i) + "::", 1800, 3000, 2000));
        network.run(5 * SECOND);
        assertTrue(host.link.addresses().size() <= 32);
        assertTrue(host.stack.ip().routes().all().size() <= 256);
    }

    private Lookup finish(Lookup lookup) {
        host.flush();
        assertTrue(network.until(() -> lookup.readiness() != 0, 100 * SECOND));
        return lookup;
    }

    @Test
    void namesAreFoundRememberedAndForgotten() throws NetworkException {
        host.at("10.9.0.7");
        host.stack.nameServers().add(Address.parse("10.9.0.1"));
        provider.serveNames();
        Resolver resolver = host.stack.resolver();
        assertEquals(List.of(Address.parse("1.2.3.4")), finish(resolver.addresses("A.Test.", false)).addresses());
        assertEquals(List.of(Address.parse("2001:db8::7")), finish(resolver.addresses("a.test", true)).addresses());
        assertEquals(List.of(Address.parse("1.2.3.4")), finish(resolver.addresses("c.test", false)).addresses());
        assertEquals(4, provider.questions, "one for the alias, one for what it stands for");
        assertEquals(List.of("a.test"), finish(resolver.names(Address.parse("1.2.3.4"))).names());
        assertEquals(List.of(Address.parse("1.2.3.4")), finish(resolver.addresses("big.test", false)).addresses());
        assertEquals(1, provider.overTcp);
        assertEquals(Problem.NO_SUCH_NAME, finish(resolver.addresses("none.test", false)).problem());
        int before = provider.questions;
        assertEquals(Problem.NO_SUCH_NAME, finish(resolver.addresses("none.test", false)).problem());
        finish(resolver.addresses("c.test", false));
        assertEquals(before, provider.questions, "remembered");
        network.run(101 * SECOND);
        host.flush();
        finish(resolver.addresses("c.test", false));
        assertEquals(before + 2, provider.questions);
        assertEquals(Problem.TIMED_OUT, finish(resolver.addresses("lost.test", false)).problem());
        assertEquals(Problem.NO_SUCH_NAME, finish(resolver.addresses("a..b", false)).problem());
        assertEquals(0, resolver.underWay());
    }

    @Test
    void withoutAServerNothingIsFound() {
        assertEquals(Problem.NO_SERVER, host.stack.resolver().addresses("a.test", false).problem());
    }
}
