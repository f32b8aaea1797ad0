package obol.net.testing;

import java.util.ArrayDeque;
import java.util.SplittableRandom;
import obol.net.Stack;
import obol.net.ip.Link;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Checksum;
import obol.net.wire.Layouts.Arp;
import obol.net.wire.Layouts.Ethernet;
import obol.net.wire.Layouts.Ip4;
import obol.net.wire.Layouts.Protocol;
import obol.net.wire.Layouts.Tcp;
import obol.net.wire.Packet;

/** An engine whose other side is played by the test, segment by segment. The engine is 10.0.0.1, the test any other address. */
public final class Puppet {
    public static final int ENGINE = 0x0A00_0001, TESTER = 0x0A00_0002;
    private static final long ENGINE_HARDWARE = 0x0200_0000_0001L, TESTER_HARDWARE = 0x0200_0000_0002L;

    /** A segment that the engine has sent. */
    public record Sent(int target, int sourcePort, int targetPort, int sequence, int acknowledgment, int flags, int window, byte[] options,
            byte[] data) {
        public boolean is(int wanted) {
            return (flags & ~Tcp.PSH) == wanted;
        }

        /** Where an option of a kind begins, -1 if there is none. */
        public int option(int kind) {
            for (int at = 0; at < options.length; ) {
                if (options[at] == kind) return at;
                if (options[at] == Tcp.OPTION_END) return -1;
                at += options[at] == Tcp.OPTION_NONE ? 1 : options[at + 1];
            }
            return -1;
        }
    }

    public final Stack stack;
    public final Link link;
    public long now = 1_000_000_000_000L;
    public int port = 1000;
    public int enginePort = 80;
    public int source = TESTER;
    /** Whether the frame after the next one has arrived with it. */
    public boolean more;
    private final ArrayDeque<Sent> sent = new ArrayDeque<>();

    public Puppet(long seed) {
        stack = new Stack(new SplittableRandom(seed)::nextLong, now);
        link = stack.addLink("ether0", ENGINE_HARDWARE, 1500);
        stack.addAddress(link, Address.v4(ENGINE), 8, false);
        collect();
        sent.clear();
    }

    /** Moves the time on by so many milliseconds, stopping at each deadline. */
    public void pass(long milliseconds) {
        long end = now + milliseconds * 1_000_000;
        while (stack.nextDeadline() <= end) {
            now = Math.max(now, stack.nextDeadline());
            stack.advance(now);
            collect();
        }
        now = end;
        stack.advance(now);
        collect();
    }

    /** A frame of any kind, to the engine from the tester. */
    public void frame(int type, byte[] payload) {
        byte[] frame = new byte[Ethernet.LENGTH + payload.length];
        Bytes.put48(frame, Ethernet.TARGET, ENGINE_HARDWARE);
        Bytes.put48(frame, Ethernet.SOURCE, TESTER_HARDWARE);
        Bytes.put16(frame, Ethernet.TYPE, type);
        System.arraycopy(payload, 0, frame, Ethernet.LENGTH, payload.length);
        stack.receive(link, frame, 0, frame.length, now, more);
        collect();
    }

    /** A packet of IPv4. */
    public void packet(int protocol, byte[] payload) {
        byte[] b = new byte[Ip4.LENGTH + payload.length];
        Bytes.put16(b, Ip4.VERSION_LENGTH, 0x4500);
        Bytes.put16(b, Ip4.TOTAL_LENGTH, b.length);
        Bytes.put8(b, Ip4.TIME_TO_LIVE, 64);
        Bytes.put8(b, Ip4.PROTOCOL, protocol);
        Bytes.put32(b, Ip4.SOURCE, source);
        Bytes.put32(b, Ip4.TARGET, ENGINE);
        Bytes.put16(b, Ip4.CHECKSUM, Checksum.of(Checksum.add(0, b, 0, Ip4.LENGTH)));
        System.arraycopy(payload, 0, b, Ip4.LENGTH, payload.length);
        frame(Ethernet.IP4, b);
    }

    public void send(int sequence, int acknowledgment, int flags, int window, int dataLength) {
        send(sequence, acknowledgment, flags, window, new byte[0], new byte[dataLength]);
    }

    /** A segment; the length of the options is a multiple of four. */
    public void send(int sequence, int acknowledgment, int flags, int window, byte[] options, byte[] data) {
        byte[] b = new byte[Tcp.LENGTH + options.length + data.length];
        Bytes.put16(b, Tcp.SOURCE, port);
        Bytes.put16(b, Tcp.TARGET, enginePort);
        Bytes.put32(b, Tcp.SEQUENCE, sequence);
        Bytes.put32(b, Tcp.ACKNOWLEDGMENT, acknowledgment);
        Bytes.put16(b, Tcp.OFFSET, (Tcp.LENGTH + options.length) / 4 << 12 | flags);
        Bytes.put16(b, Tcp.WINDOW, window);
        System.arraycopy(options, 0, b, Tcp.LENGTH, options.length);
        System.arraycopy(data, 0, b, Tcp.LENGTH + options.length, data.length);
        long sum = Checksum.pseudoHeader(0, Address.lowOfV4(source), 0, Address.lowOfV4(ENGINE), Protocol.TCP, b.length);
        Bytes.put16(b, Tcp.CHECKSUM, Checksum.of(Checksum.add(sum, b, 0, b.length)));
        packet(Protocol.TCP, b);
    }

    /** The next segment that the engine has sent; null if there is none. */
    public Sent next() {
        stack.advance(now);
        collect();
        return sent.poll();
    }

    public int waiting() {
        stack.advance(now);
        collect();
        return sent.size();
    }

    private void collect() {
        for (Packet p; (p = link.poll()) != null; stack.sent(p)) {
            byte[] b = p.bytes;
            int at = p.start + Ethernet.LENGTH;
            int type = Bytes.u16(b, p.start + Ethernet.TYPE);
            if (type == Ethernet.ARP && Bytes.u16(b, at + Arp.OPERATION) == Arp.REQUEST && Bytes.i32(b, at + Arp.TARGET) != ENGINE) {
                byte[] reply = new byte[Arp.LENGTH];
                Bytes.put48(reply, 0, Arp.KIND);
                Bytes.put16(reply, Arp.OPERATION, Arp.REPLY);
                Bytes.put48(reply, Arp.SENDER_HARDWARE, TESTER_HARDWARE);
                Bytes.put32(reply, Arp.SENDER, Bytes.i32(b, at + Arp.TARGET));
                Bytes.put48(reply, Arp.TARGET_HARDWARE, ENGINE_HARDWARE);
                Bytes.put32(reply, Arp.TARGET, ENGINE);
                frame(Ethernet.ARP, reply);
            } else if (type == Ethernet.IP4 && Bytes.u8(b, at + Ip4.PROTOCOL) == Protocol.TCP) {
                int t = at + Ip4.LENGTH;
                int dataAt = t + (Bytes.u8(b, t + Tcp.OFFSET) >> 4) * 4;
                sent.add(new Sent(Bytes.i32(b, at + Ip4.TARGET), Bytes.u16(b, t + Tcp.SOURCE), Bytes.u16(b, t + Tcp.TARGET), Bytes.i32(b,
                        t + Tcp.SEQUENCE),
                        Bytes.i32(b, t + Tcp.ACKNOWLEDGMENT), Bytes.u8(b, t + Tcp.FLAGS), Bytes.u16(b, t + Tcp.WINDOW),
                        java.util.Arrays.copyOfRange(b, t + Tcp.LENGTH, dataAt), java.util.Arrays.copyOfRange(b, dataAt, p.end)));
            }
        }
    }
}
