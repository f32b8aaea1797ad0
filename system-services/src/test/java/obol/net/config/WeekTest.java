package obol.net.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import obol.net.core.Counter;
import obol.net.core.NetworkException;
import obol.net.core.Socket;
import obol.net.tcp.Connection;
import obol.net.tcp.Listener;
import obol.net.testing.Host;
import obol.net.testing.Impairment;
import obol.net.testing.Reachable;
import obol.net.testing.Talk;
import obol.net.testing.VirtualNetwork;
import obol.net.udp.EchoSocket;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Hardware;
import obol.net.wire.Layouts.Ethernet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A host's week: leases and routers, names, connections that come and go and one that stays, strangers. What it holds on to does not grow. */
@Tag("slow")
class WeekTest {
    private static final long SECOND = VirtualNetwork.SECOND, MINUTE = 60 * SECOND, DAY = 24 * 60 * MINUTE;
    private static final int DAYS = 7;

    private final VirtualNetwork network = new VirtualNetwork(77);
    private final Host host = network.host();
    private final Host server = network.host().at("10.9.0.1").at("fd55::1");
    private final Provider provider = new Provider(server);
    private Connection served;
    private Talk answering;
    private int minutes;

    @Test
    void nothingGrows() throws NetworkException, IllegalAccessException {
        network.impair(Impairment.NONE.loss(0.02).duplication(0.01).delay(2_000_000));
        provider.serveDhcp(3600);
        provider.serveNames();
        Listener listener = server.stack.listen(Address.ANY6, 80, 16);
        listener.observe(socket -> {
            served = listener.accept();
            answering = new Talk(served, 2, 3000, 1);
        });
        DhcpClient dhcp = host.stack.dhcp(host.link, true);
        dhcp.start();
        host.stack.autoconfiguration(42, 43, true).start(host.link);
        host.flush();
        assertTrue(network.until(() -> dhcp.address() != null && dhcp.address().isUsable(), 100 * SECOND));
        network.inject(Provider.advertisement("fd55::", 1800, 3000, 2000));
        network.run(5 * SECOND);

        server.stack.listen(Address.ANY6, 81, 16);
        host.stack.tcp().defaults().keepAliveAfter = 60 * MINUTE;
        Connection staying = host.stack.connect(Address.parse("10.9.0.1"), 81);
        host.flush();
        assertTrue(network.until(() -> (staying.readiness() & Socket.CONNECTED) != 0, 100 * SECOND));

        Map<String, Integer> first = null;
        for (int day = 0; day < DAYS; day++) {
            for (long end = network.now() + DAY; network.now() < end; ) minute();
            // What is under way comes to its end, and what is kept for a while is forgotten.
            network.run(20 * MINUTE);
            host.flush();
            server.flush();
            assertTrue(network.until(() -> dhcp.state() == DhcpClient.State.BOUND, 10 * MINUTE), () -> dhcp.state().toString());
            Map<String, Integer> now = Reachable.from(host.stack);
            Reachable.from(server.stack).forEach((name, count) -> now.merge(name, count, Integer::sum));
            if (day == 1) first = now;
        }
        Map<String, Integer> last = Reachable.from(host.stack);
        Reachable.from(server.stack).forEach((name, count) -> last.merge(name, count, Integer::sum));
        Map<String, String> grown = new TreeMap<>();
        for (Map.Entry<String, Integer> e : last.entrySet()) {
            int before = first.getOrDefault(e.getKey(), 0);
            // Pools and tables of hashes may be a little larger in one week's end than in another.
            if (e.getValue() > before + 8 + before / 8) grown.put(e.getKey(), before + " -> " + e.getValue());
        }
        assertEquals(Map.of(), grown);
        assertNull(staying.problem());
        assertEquals(0, staying.readiness() & Socket.OVER);
        assertEquals(0, host.stack.resolver().underWay());
        System.out.println("a week: " + minutes + " minutes, " + host.stack.counted(Counter.TCP_OUT) + " segments, " + provider.questions
            + " questions, " + last.values().stream().mapToInt(Integer::intValue).sum() + " objects");
    }

    /** What happens in each minute. */
    private void minute() throws NetworkException {
        minutes++;
        if (minutes % 10 == 0) network.inject(Provider.advertisement("fd55::", 1800, 3000, 2000));
        Connection client = host.stack.connect(Address.parse(minutes % 2 == 0 ? "10.9.0.1" : "fd55::1"), 80);
        Talk asking = new Talk(client, 1, 2000, 2);
        EchoSocket echo = host.stack.echo();
        echo.send(Address.parse("10.9.0.1"), null, minutes, new byte[64], 0, 64);
        Lookup lookup = host.stack.resolver().addresses(minutes % 3 == 0 ? "a.test" : "name" + minutes + ".test", false);
        strangers();
        host.flush();
        assertTrue(network.until(() -> asking.isDone() && answering != null && answering.isDone() && lookup.readiness() != 0, 30 * MINUTE),
            () -> "minute " + minutes + ": " + client.describe());
        assertFalse(asking.wrong || answering.wrong);
        assertNull(asking.problem);
        client.close();
        echo.close();
        served.close();
        answering = null;
        host.flush();
        server.flush();
        network.run(MINUTE);
    }

    /** Neighbors that nobody knows ask for the host; frames of no known kind. */
    private void strangers() {
        byte[] frame = new byte[60];
        Bytes.put48(frame, Ethernet.TARGET, Hardware.BROADCAST);
        Bytes.put48(frame, Ethernet.SOURCE, 0x0600_0000_0000L | minutes);
        Bytes.put16(frame, Ethernet.TYPE, minutes % 2 == 0 ? 0x88CC : Ethernet.ARP);
        if (minutes % 2 != 0) {
            Bytes.put48(frame, 14, 0x0001_0800_0604L);
            Bytes.put16(frame, 20, 1);
            Bytes.put48(frame, 22, 0x0600_0000_0000L | minutes);
            Bytes.put32(frame, 28, 0x0A09_0000 | 100 + minutes % 150);
            Bytes.put32(frame, 38, 0x0A09_0032);
        }
        network.inject(frame);
    }
}
