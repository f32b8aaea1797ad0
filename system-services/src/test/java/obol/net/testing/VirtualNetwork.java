package obol.net.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import obol.net.core.Socket;
import obol.net.ip.Link;
import obol.net.wire.Bytes;
import obol.net.wire.Hardware;
import obol.net.wire.Layouts.Ethernet;
import obol.net.wire.Layouts.Ip6;
import obol.net.wire.Layouts.Protocol;
import obol.net.wire.Packet;

/** Hosts at one switch, under virtual time: what happens is a function of the seed. */
public final class VirtualNetwork {
    public static final long MILLISECOND = 1_000_000, SECOND = 1000 * MILLISECOND;

    /** Sees each frame as it is sent, and may drop it (false). */
    public interface Tap {
        boolean pass(Host from, byte[] frame);
    }

    private static final class Flight implements Comparable<Flight> {
        final long time;
        final long number;
        final Host to;
        final byte[] bytes;
        final int at;
        final int length;

        Flight(long time, long number, Host to, byte[] bytes, int at, int length) {
            this.time = time;
            this.number = number;
            this.to = to;
            this.bytes = bytes;
            this.at = at;
            this.length = length;
        }

        @Override
        public int compareTo(Flight other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(number, other.number);
        }
    }

    public final List<Host> hosts = new ArrayList<>();
    public final SplittableRandom random;
    private final PriorityQueue<Flight> flights = new PriorityQueue<>();
    private long now = SECOND;
    private long number;
    private Tap tap;
    /** What finds neighbors is not impaired, so that a test of what lies above does not end there. */
    public boolean sparesNeighbors;
    public long lost;

    public VirtualNetwork(long seed) {
        random = new SplittableRandom(seed);
    }

    public long now() {
        return now;
    }

    public void tap(Tap tap) {
        this.tap = tap;
    }

    public Host host() {
        return host(1500);
    }

    public Host host(int mtu) {
        Host host = new Host(this, 0x0200_0000_0001L + hosts.size(), mtu, random.nextLong());
        hosts.add(host);
        return host;
    }

    /** Gives all hosts' wires the same faults. */
    public void impair(Impairment impairment) {
        for (Host host : hosts) host.sending = impairment;
    }

    /** Puts a frame onto the switch as if it came from outside. */
    public void inject(byte[] frame) {
        route(null, frame, 0, frame.length, now);
    }

    void drain(Host host) {
        for (Packet packet; (packet = host.link.poll()) != null; ) {
            send(host, packet);
            host.stack.sent(packet);
        }
        for (Socket socket; (socket = host.stack.nextChanged()) != null; ) host.application.accept(socket);
        if (host.link.waiting() > 0) drain(host);
    }

    private void send(Host from, Packet packet) {
        Impairment faults = sparesNeighbors && findsNeighbors(packet) ? Impairment.NONE : from.sending;
        int length = packet.length();
        if (tap != null && !tap.pass(from, Arrays.copyOfRange(packet.bytes, packet.start, packet.end))) return;
        long leaves = now;
        if (faults.bitsPerSecond() > 0) {
            long waits = Math.max(0, from.free - now);
            if (waits * faults.bitsPerSecond() / 8 / SECOND + length > faults.queue()) {
                lost++;
                return;
            }
            from.free = Math.max(from.free, now) + length * 8 * SECOND / faults.bitsPerSecond();
            leaves = from.free;
        }
        if (length - Ethernet.LENGTH > faults.mtu() || faults.loss() > 0 && random.nextDouble() < faults.loss()) {
            lost++;
            return;
        }
        int copies = faults.duplication() > 0 && random.nextDouble() < faults.duplication() ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            byte[] bytes = Arrays.copyOfRange(packet.bytes, packet.start, packet.end);
            if (faults.corruption() > 0
                    && random.nextDouble() < faults.corruption()) bytes[random.nextInt(length)] ^= 1 << random.nextInt(8);
            long late = faults.reorder() > 0 && random.nextDouble() < faults.reorder() ? (long) (random.nextDouble() * faults.jitter()) : 0;
            route(from, bytes, 0, length, leaves + faults.delay() + late);
        }
    }

    private static boolean findsNeighbors(Packet packet) {
        int type = Bytes.u16(packet.bytes, packet.start + Ethernet.TYPE);
        return type == Ethernet.ARP
                || type == Ethernet.IP6 && Bytes.u8(packet.bytes, packet.start + Ethernet.LENGTH + Ip6.NEXT_HEADER) == Protocol.ICMP6;
    }

    private void route(Host from, byte[] bytes, int at, int length, long time) {
        long target = Bytes.u48(bytes, at + Ethernet.TARGET);
        for (Host host : hosts) {
            if (host != from && (Hardware.isGroup(target) || host.link.hardware() == target)) {
                flights.add(new Flight(time, number++, host, bytes, at, length));
            }
        }
    }

    /** Goes on until it is so, or for so long; says whether it is. */
    public boolean until(BooleanSupplier condition, long most) {
        long end = now + most;
        while (!condition.getAsBoolean()) {
            if (!step(end)) return condition.getAsBoolean();
        }
        return true;
    }

    public void run(long time) {
        long end = now + time;
        while (step(end)) { }
    }

    /** A host gets what is there for it now, as its device would give it: together. */
    private void arrive(Host to) {
        boolean more = true;
        while (more) {
            Flight frame = flights.poll();
            Flight next = flights.peek();
            more = next != null && next.to == to && next.time <= now;
            to.stack.receive(to.link, frame.bytes, frame.at, frame.length, now, more);
        }
        drain(to);
    }

    /** Does the next thing that happens; false, and the time moved on to the end, if nothing does until then. */
    private boolean step(long end) {
        Flight first = flights.peek();
        long next = first == null ? Long.MAX_VALUE : first.time;
        Host due = null;
        for (int i = 0; i < hosts.size(); i++) {
            Host host = hosts.get(i);
            long deadline = host.stack.nextDeadline();
            if (deadline < next) {
                next = deadline;
                due = host;
            }
        }
        if (next > end) {
            now = end;
            return false;
        }
        now = Math.max(now, next);
        if (due != null) {
            due.stack.advance(now);
            drain(due);
        } else {
            arrive(first.to);
        }
        return true;
    }
}
