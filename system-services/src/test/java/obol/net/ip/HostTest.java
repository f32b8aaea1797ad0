package obol.net.ip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import obol.net.core.Counter;
import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.testing.Host;
import obol.net.testing.Impairment;
import obol.net.testing.VirtualNetwork;
import obol.net.udp.Datagram;
import obol.net.udp.EchoSocket;
import obol.net.udp.UdpSocket;
import obol.net.wire.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two hosts on an Ethernet: neighbors, datagrams, fragments, echoes, errors, conflicts of addresses. */
class HostTest {
    private static final long SECOND = VirtualNetwork.SECOND;
    private final VirtualNetwork network = new VirtualNetwork(1);
    private final Host a = network.host().at("10.0.0.1").at("fd00::1");
    private final Host b = network.host().at("10.0.0.2").at("fd00::2");
    private final Datagram facts = new Datagram();

    @ParameterizedTest
    @CsvSource({"10.0.0.2,10", "fd00::2,10", "10.0.0.2,1472", "10.0.0.2,1473", "fd00::2,1452", "fd00::2,1453", "10.0.0.2,65507",
            "fd00::2,65000", "10.0.0.2,0"})
    void aDatagramOfAnySizeArrives(String target, int length) throws NetworkException {
        byte[] sent = new byte[length];
        new Random(length).nextBytes(sent);
        UdpSocket server = b.stack.udp(Address.ANY6, 7);
        UdpSocket client = a.stack.udp(Address.ANY6, 0);
        client.send(Address.parse(target), 7, sent, 0, length);
        a.flush();
        assertTrue(network.until(() -> server.available() >= 0, 5 * SECOND));
        byte[] got = new byte[length];
        assertTrue(server.receive(facts, got, 0, length));
        assertArrayEquals(sent, got);
        assertEquals(length, facts.length());
        assertEquals(client.port(), facts.port());
        assertEquals(target.contains(":") ? "fd00::1" : "10.0.0.1", facts.source().toString());
        assertEquals(target, facts.target().toString());
        network.run(SECOND);
        assertEquals(0, a.stack.ip().core().pool.out(), "packets that nobody gave back");
        assertEquals(0, b.stack.ip().core().pool.out());
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.2,56", "fd00::2,56", "10.0.0.2,4000", "fd00::2,4000", "127.0.0.1,56", "::1,56", "10.0.0.1,56"})
    void anEchoComesBack(String target, int length) throws NetworkException {
        byte[] sent = new byte[length];
        new Random(length).nextBytes(sent);
        EchoSocket echo = a.stack.echo();
        echo.send(Address.parse(target), null, 77, sent, 0, length);
        a.flush();
        assertTrue(network.until(() -> echo.available() >= 0, 5 * SECOND));
        byte[] got = new byte[length];
        assertTrue(echo.receive(facts, got, 0, length));
        assertArrayEquals(sent, got);
        assertEquals(77, facts.port());
        assertEquals(target, facts.source().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.2", "fd00::2", "127.0.0.1"})
    void aPortWithoutASocketRefuses(String target) throws NetworkException {
        UdpSocket client = a.stack.udp(Address.ANY6, 0);
        client.connect(Address.parse(target), 9);
        client.send(new byte[4], 0, 4);
        a.flush();
        assertTrue(network.until(() -> (client.readiness() & obol.net.core.Socket.FAILED) != 0, 5 * SECOND));
        assertEquals(Problem.REFUSED, client.problem());
        assertNull(client.problem());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.9", "fd00::9"})
    void aNeighborThatIsNotThereIsUnreachable(String target) throws NetworkException {
        UdpSocket client = a.stack.udp(Address.ANY6, 0);
        client.connect(Address.parse(target), 9);
        for (int i = 0; i < 100; i++) client.send(new byte[4], 0, 4);
        a.flush();
        assertTrue(network.until(() -> (client.readiness() & obol.net.core.Socket.FAILED) != 0, 5 * SECOND));
        assertEquals(Problem.UNREACHABLE, client.problem());
        assertEquals(0, a.stack.ip().core().pool.out());
        assertEquals(1, a.stack.counted(Counter.NEIGHBOR_FAILED));
    }

    @Test
    void whereThereIsNoRouteSendingFails() throws NetworkException {
        UdpSocket client = a.stack.udp(Address.ANY6, 0);
        NetworkException why = assertThrows(NetworkException.class, () -> client.send(Address.parse("8.8.8.8"), 9, new byte[1], 0, 1));
        assertEquals(Problem.UNREACHABLE, why.problem());
        assertThrows(NetworkException.class, () -> a.stack.udp(Address.parse("10.0.0.77"), 5));
        assertEquals(Problem.IN_USE, assertThrows(NetworkException.class, () -> a.stack.udp(Address.ANY4, client.port())).problem());
    }

    @Test
    void fragmentsSurviveReorderingAndDuplication() throws NetworkException {
        network.impair(Impairment.NONE.reorder(0.5, 3_000_000).duplication(0.3));
        UdpSocket server = b.stack.udp(Address.ANY6, 7);
        UdpSocket client = a.stack.udp(Address.ANY6, 0);
        byte[] sent = new byte[20_000];
        new Random(5).nextBytes(sent);
        for (String target : new String[] {"10.0.0.2", "fd00::2"}) {
            client.send(Address.parse(target), 7, sent, 0, sent.length);
            a.flush();
            assertTrue(network.until(() -> server.available() >= 0, 5 * SECOND), target);
            byte[] got = new byte[sent.length];
            server.receive(facts, got, 0, got.length);
            assertArrayEquals(sent, got);
            network.run(SECOND);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.5", "fd00::5"})
    void anAddressThatIsFreeIsTakenAndOneThatIsNotIsNot(String address) {
        LocalAddress first = a.stack.addAddress(a.link, Address.parse(address), 24, true);
        assertEquals(LocalAddress.State.TENTATIVE, first.state());
        assertTrue(network.until(first::isUsable, 10 * SECOND));
        network.run(10 * SECOND);
        LocalAddress second = b.stack.addAddress(b.link, Address.parse(address), 24, true);
        network.run(20 * SECOND);
        assertEquals(LocalAddress.State.GONE, second.state());
        assertFalse(b.link.addresses().contains(second));
        assertTrue(first.isUsable());
    }

    @Test
    void neighborsAreBounded() throws NetworkException {
        UdpSocket client = a.stack.udp(Address.ANY4, 0);
        Host wide = network.host();
        wide.stack.addAddress(wide.link, Address.parse("11.0.0.1"), 8, false);
        UdpSocket scanner = wide.stack.udp(Address.ANY4, 0);
        for (int i = 2; i < 5000; i++) scanner.send(Address.v4(11 << 24 | i), 9, new byte[100], 0, 100);
        assertTrue(wide.stack.ip().neighbors(wide.link).size() <= Neighbors.MOST);
        wide.flush();
        network.run(10 * SECOND);
        assertEquals(0, wide.stack.ip().neighbors(wide.link).size());
        assertEquals(0, wide.stack.ip().core().pool.out());
        client.close();
    }

    @Test
    void aNeighborThatGoesIsFoundOut() throws NetworkException {
        EchoSocket echo = a.stack.echo();
        Address target = Address.parse("10.0.0.2");
        echo.send(target, null, 1, new byte[8], 0, 8);
        a.flush();
        assertTrue(network.until(() -> echo.available() >= 0, SECOND));
        b.sending = Impairment.NONE.loss(1);
        network.run(60 * SECOND);
        echo.send(target, null, 2, new byte[8], 0, 8);
        a.flush();
        network.run(20 * SECOND);
        assertEquals(0, a.stack.ip().neighbors(a.link).size());
    }
}
