package obol.system.servers.net.engine;

import obol.channels.Block;
import obol.channels.Pending;
import obol.channels.Slot;
import obol.channels.Slots;
import obol.net.Stack;
import obol.net.ip.Link;
import obol.net.wire.Packet;
import obol.system.ether.Ether;
import obol.system.ether.Frames;

/**
 * Carries frames between a link of the engine and the driver of its device, one batch under way in each direction. Where there
 * is no more room for frames than one batch, the rest waits in the link's queue, and its senders with it.
 */
final class EtherPort {
    /** The key of the one that is under way. */
    private static final String ONE = "one";

    private final Stack stack;
    private final Link link;
    private final Snoop snoop;
    private final Slot<Ether> driver = new Slot<>();
    private final Slots<String, Pending<Ether.Batch>> receiving = new Slots<>();
    private final Slots<String, Pending<Ether.Batch>> sending = new Slots<>();
    /** The block for sending, while the driver does not have it. */
    private final Slot<Block> idle = new Slot<>();
    private final byte[] arrived = new byte[Ether.BATCH];
    private final byte[] leaving = new byte[Ether.BATCH];

    EtherPort(Stack stack, Link link, Snoop snoop) {
        this.stack = stack;
        this.link = link;
        this.snoop = snoop;
    }

    /** Begins with a driver, of which it keeps a connection of its own. What was under way with an earlier one is lost. */
    void begin(Ether ether) {
        end();
        idle.put(Block.allocate(Ether.BATCH));
        receiving.put(ONE, ether.receive(Block.allocate(Ether.BATCH)));
        driver.put(ether);
    }

    /** The driver is gone: nothing is received or sent until there is another one. */
    void end() {
        sending.close();
        receiving.close();
        idle.close();
        driver.close();
    }

    /** Gives the engine what has come; false if nothing has. */
    boolean receive() {
        if (!receiving.ready()) return false;
        Pending<Ether.Batch> done = receiving.take(ONE);
        Ether.Batch batch = done.await();
        int end = Math.max(0, Math.min(batch.bytes(), arrived.length));
        Block block = batch.block();
        end = Math.min(end, block.size());
        block.read(0, arrived, 0, end);
        Ether ether = driver.take();
        receiving.put(ONE, ether.receive(block));
        driver.put(ether);
        long now = System.nanoTime();
        for (int at = 0, length = Frames.length(arrived, 0, end), next; length >= 0; length = next) {
            int frame = at + Frames.HEADER;
            at += Frames.room(length);
            next = Frames.length(arrived, at, end);
            snoop.take(arrived, frame, length);
            stack.receive(link, arrived, frame, length, now, next >= 0);
        }
        return true;
    }

    /** Sends what waits in the link, if the driver has done with the last batch; false if nothing was done. */
    boolean send() {
        if (sending.ready()) {
            Pending<Ether.Batch> done = sending.take(ONE);
            idle.put(done.await().block());
        }
        if (link.waiting() == 0) return false;
        Block block = idle.take();
        if (block == null) return false;
        int at = 0;
        while (leaving.length - at >= Frames.room(Ether.MOST)) {
            Packet packet = link.poll();
            if (packet == null) break;
            int length = packet.length();
            if (length <= Ether.MOST) {
                Frames.putLength(leaving, at, length);
                System.arraycopy(packet.bytes, packet.start, leaving, at + Frames.HEADER, length);
                snoop.take(leaving, at + Frames.HEADER, length);
                at += Frames.room(length);
            }
            stack.sent(packet);
        }
        block.write(0, leaving, 0, at);
        Ether ether = driver.take();
        sending.put(ONE, ether.send(block, at));
        driver.put(ether);
        return true;
    }

    /** What the driver has counted; null: there is none now. */
    Ether.Counters counters() {
        Ether ether = driver.take();
        if (ether == null) return null;
        Ether.Counters counters = ether.counters();
        driver.put(ether);
        return counters;
    }
}
