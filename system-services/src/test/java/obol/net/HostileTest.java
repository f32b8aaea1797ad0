package obol.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import obol.net.core.NetworkException;
import obol.net.testing.Host;
import obol.net.testing.Talk;
import obol.net.testing.VirtualNetwork;
import obol.net.tcp.Connection;
import obol.net.tcp.Listener;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Checksum;
import obol.net.wire.Layouts.Ethernet;
import obol.net.wire.Layouts.Ip4;
import obol.net.wire.Layouts.Ip6;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that are wrong in every way: no exception leaves the engine, nothing grows, and it works afterwards. */
class HostileTest {
    private static final int FRAMES = 60_000;

    /** Frames of real traffic, changed: bytes, lengths, cut off; with checksums made right again in most, so that they get further in. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void changedFramesDoNoHarm(long seed) throws NetworkException {
        VirtualNetwork network = new VirtualNetwork(seed);
        Host a = network.host().at("10.0.0.1").at("fd00::1");
        Host b = network.host().at("10.0.0.2").at("fd00::2");
        List<byte[]> seen = new ArrayList<>();
        network.tap((from, frame) -> {
            if (seen.size() < 4000) seen.add(frame);
            return true;
        });
        converse(network, a, b, seed);
        byte[] large = new byte[5000];
        a.stack.udp(Address.ANY6, 0).send(Address.parse("10.0.0.2"), 5, large, 0, 5000);
        a.stack.udp(Address.ANY6, 0).send(Address.parse("fd00::2"), 5, large, 0, 5000);
        a.stack.echo().send(Address.parse("fd00::2"), null, 1, large, 0, 20);
        a.stack.autoconfiguration(1, 2, true).start(a.link);
        a.stack.dhcp(a.link, true).start();
        a.flush();
        network.run(20 * VirtualNetwork.SECOND);
        network.tap(null);
        Listener open = b.stack.listen(Address.ANY6, 80, 16);
        open.observe(socket -> {
            for (Connection c; (c = open.accept()) != null; ) c.abort();
        });
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < FRAMES; i++) {
            byte[] frame = change(seen.get(random.nextInt(seen.size())), random);
            Host target = random.nextBoolean() ? a : b;
            if (frame.length >= Ethernet.LENGTH && random.nextInt(4) > 0) Bytes.put48(frame, Ethernet.TARGET, target.link.hardware());
            target.stack.receive(target.link, frame, 0, frame.length, network.now());
            target.flush();
            if (i % 64 == 0) network.run(10 * VirtualNetwork.MILLISECOND);
            assertTrue(target.stack.tcp().size() < 1000 && target.stack.tcp().memoryUsed() < 1 << 20);
        }
        open.close();
        network.run(1000 * VirtualNetwork.SECOND);
        for (Host host : network.hosts) {
            assertEquals(0, host.stack.tcp().size());
            assertEquals(0, host.stack.tcp().memoryUsed());
        }
        converse(network, a, b, seed + 1);
    }

    private static byte[] change(byte[] from, SplittableRandom random) {
        byte[] frame = from.clone();
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            int at = random.nextInt(10) < 8 ? random.nextInt(Math.min(frame.length, 100)) : random.nextInt(frame.length);
            switch (random.nextInt(4)) {
                case 0: frame[at] = (byte) random.nextInt(); break;
                case 1: frame[at] ^= 1 << random.nextInt(8); break;
                case 2: frame[at] = (byte) (random.nextBoolean() ? 0 : -1); break;
                default:
                    if (at > 0 && random.nextInt(4) == 0) frame = Arrays.copyOf(frame, random.nextBoolean() ? at : frame.length
                            + random.nextInt(40));
            }
            if (frame.length == 0) return frame;
        }
        if (random.nextInt(8) > 0) mend(frame);
        return frame;
    }

    /** Makes the checksums right where the lengths allow it. */
    private static void mend(byte[] frame) {
        if (frame.length < Ethernet.LENGTH + Ip4.LENGTH) return;
        int ip = Ethernet.LENGTH;
        int type = Bytes.u16(frame, Ethernet.TYPE);
        if (type == Ethernet.IP4) {
            int header = (frame[ip] & 15) * 4;
            if (header < Ip4.LENGTH || ip + header + 20 > frame.length) return;
            Bytes.put16(frame, ip + Ip4.CHECKSUM, 0);
            Bytes.put16(frame, ip + Ip4.CHECKSUM, Checksum.of(Checksum.add(0, frame, ip, header)));
            int end = Math.min(frame.length, ip + Bytes.u16(frame, ip + Ip4.TOTAL_LENGTH));
            transport(frame, ip + header, end, Bytes.u8(frame, ip + Ip4.PROTOCOL), Address.lowOfV4(Bytes.i32(frame, ip + Ip4.SOURCE)), 0,
                    Address.lowOfV4(Bytes.i32(frame, ip + Ip4.TARGET)), 0);
        } else if (type == Ethernet.IP6 && frame.length >= ip + Ip6.LENGTH + 20) {
            int end = Math.min(frame.length, ip + Ip6.LENGTH + Bytes.u16(frame, ip + Ip6.PAYLOAD_LENGTH));
            transport(frame, ip + Ip6.LENGTH, end, Bytes.u8(frame, ip + Ip6.NEXT_HEADER), Bytes.i64(frame, ip + Ip6.SOURCE + 8),
                    Bytes.i64(frame, ip + Ip6.SOURCE), Bytes.i64(frame, ip + Ip6.TARGET + 8), Bytes.i64(frame, ip + Ip6.TARGET));
        }
    }

    private static void transport(byte[] frame, int at, int end, int protocol, long sourceLow, long sourceHigh, long targetLow,
            long targetHigh) {
        int field = protocol == 6 ? 16 : protocol == 17 ? 6 : 2;
        if (at + field + 2 > end) return;
        Bytes.put16(frame, at + field, 0);
        long sum = protocol == 1 ? 0 : Checksum.pseudoHeader(sourceHigh, sourceLow, targetHigh, targetLow, protocol, end - at);
        Bytes.put16(frame, at + field, Checksum.of(Checksum.add(sum, frame, at, end - at)));
    }

    private static void converse(VirtualNetwork network, Host a, Host b, long seed) throws NetworkException {
        for (String target : new String[] {"10.0.0.2", "fd00::2"}) {
            Listener listener = b.stack.listen(Address.ANY6, 80, 16);
            Talk[] there = new Talk[1];
            listener.observe(socket -> {
                Connection server = listener.accept();
                if (server != null) there[0] = new Talk(server, seed + 1, 50_000, seed);
            });
            Connection client = a.stack.connect(Address.parse(target), 80);
            Talk here = new Talk(client, seed, 50_000, seed + 1);
            a.flush();
            assertTrue(network.until(() -> here.isDone() && there[0] != null && there[0].isDone(), 100 * VirtualNetwork.SECOND), target);
            assertEquals(50_000, here.received);
            assertEquals(50_000, there[0].received);
            client.close();
            listener.close();
        }
    }
}
