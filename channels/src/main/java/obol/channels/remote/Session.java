package obol.channels.remote;

import java.util.ArrayList;
import java.util.List;
import obol.channels.DeadlinePassed;
import obol.channels.NoService;
import obol.channels.PeerGone;
import obol.channels.transport.Arrival;
import obol.channels.transport.Channel;
import obol.channels.transport.Link;
import obol.channels.transport.Memory;
import obol.channels.transport.Message;
import obol.channels.transport.Port;
import obol.channels.transport.Transport;

/**
 * One side of a session: bytes that come, bytes that go, and between them the channels of this process. What the protocol of
 * docs/wire.md says of both sides is here and in the kinds of {@link Thing}; whoever makes a session carries the bytes. Any thread may
 * call.
 *
 * <p>Nothing here waits but threads made for it: a caller for each call that the peer makes, and the pump, which moves what arrives
 * from this process: calls of the peer's channels, and messages that come later.
 */
public final class Session {
    static final int VERSION = 1;
    /** Most calls of the peer at once; each has a thread. */
    private static final int MOST_CALLS = 64;

    final Transport transport;
    /** The server's side alone. */
    private final Service service;
    /** The client's side alone. */
    private final Opening opening;
    private final Runnable ready;
    private final Callers callers = new Callers("calls from a session");
    private final FrameParser in = new FrameParser();
    /** Guarded by this, as all below. */
    private final Outbox out = new Outbox();
    private final HandleTable handles;
    /** Streams that the peer has ended, with messages for which their receivers have no room yet. */
    private final List<Thing> draining = new ArrayList<>();
    private Port port;
    private int calls;
    private boolean asked;
    private boolean pumping;
    private boolean ended;
    private String why;

    private Session(Transport transport, Service service, Runnable ready) {
        this.transport = transport;
        this.service = service;
        this.ready = ready;
        opening = service == null ? new Opening(this) : null;
        handles = new HandleTable(this, service == null);
    }

    /**
     * The server's side.
     *
     * @param ready run when there may be something to be sent, or the session has ended; by any thread, without a lock of the session's
     */
    public static Session server(Transport transport, Service service, Runnable ready) {
        return new Session(transport, service, ready);
    }

    /** The client's side. */
    static Session client(Transport transport) {
        return new Session(transport, null, () -> { });
    }

    Opening opening() {
        return opening;
    }

    // ---- for whoever carries the bytes ----

    /** Takes bytes that have come. What breaks the protocol ends the session. */
    public void received(byte[] bytes, int offset, int count) {
        String broken = null;
        synchronized (this) {
            if (ended) {
                return;
            }
            in.add(bytes, offset, count);
            try {
                for (Frame frame = in.next(); frame != null; frame = in.next()) {
                    handle(frame);
                    frame.finish();
                }
            } catch (BrokenSession how) {
                broken = "the protocol was broken: " + how.getMessage();
            }
        }
        if (broken != null) {
            end(broken);
        }
        sent();
    }

    /** Up to so many bytes that are to be sent; none if there are none now. */
    public synchronized byte[] take(int most) {
        return out.take(most);
    }

    /** The client's side: waits until there are bytes to be sent, and takes up to so many. Null when no more will come. */
    byte[] await(int most) throws InterruptedException {
        synchronized (this) {
            while (out.isEmpty() && !ended && !isDone()) {
                wait();
            }
            if (!out.isEmpty()) {
                return out.take(most);
            }
        }
        end(null);
        return null;
    }

    /** Whether nothing is left by which anything could still come or go. */
    private boolean isDone() {
        return opening.isAnswered() && handles.isEmpty() && draining.isEmpty() && calls == 0;
    }

    public synchronized boolean isEnded() {
        return ended;
    }

    /** Why it ended; null if it has not, or as it should. */
    public synchronized String why() {
        return why;
    }

    /**
     * Ends the session and its channels on both sides; what waits to be sent is dropped. Messages of streams that have come are still
     * delivered.
     *
     * @param reason null for the regular end
     */
    public void end(String reason) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            why = reason;
            for (Thing each : handles.all()) {
                handles.remove(each);
                each.closed();
            }
            handles.dropBlocks();
            out.drop();
            if (port != null) {
                port.close();
            }
            callers.end();
            notifyAll();
        }
        transport.signal();
        ready.run();
    }

    // ---- frames ----

    private void handle(Frame frame) throws BrokenSession {
        switch (frame.kind) {
            case CONNECT, CONTRACT -> ask(frame);
            case WELCOME, TEXT, REFUSED -> {
                if (opening == null) {
                    throw frame.broken("it is the server's to send");
                }
                opening.answered(frame);
                notifyAll();
            }
            case BLOCK -> handles.beginBlock(frame);
            case BYTES -> handles.fillBlock(frame);
            default -> {
                Thing thing = handles.find(frame);
                if (thing == null) {
                    discard(frame);
                } else {
                    handle(frame, thing);
                }
            }
        }
    }

    private void handle(Frame frame, Thing thing) throws BrokenSession {
        switch (frame.kind) {
            case CALL -> thing.call(frame);
            case REPLY -> thing.reply(frame);
            case FAULT -> thing.fault(frame);
            case ITEM -> thing.item(frame);
            case CREDIT -> thing.credit(frame);
            default -> {
                forget(thing);
                thing.closed();
            }
        }
    }

    /** What has crossed a CLOSE: the handles in it are this side's to end. */
    private void discard(Frame frame) throws BrokenSession {
        if (frame.kind == Kind.CALL) {
            frame.bytes(2 * Long.BYTES);
        }
        if (frame.kind != Kind.CALL && frame.kind != Kind.REPLY && frame.kind != Kind.ITEM) {
            frame.rest();
            return;
        }
        Message message = handles.read(frame);
        if (message != null) {
            message.drop();
        }
    }

    /** The client's question, of which there is one. */
    private void ask(Frame frame) throws BrokenSession {
        if (service == null || asked) {
            throw frame.broken(asked ? "it has been asked" : "it is the client's to send");
        }
        asked = true;
        long left = frame.kind == Kind.CONNECT ? frame.readLong() : Long.MAX_VALUE;
        if (frame.number != VERSION) {
            frame.rest();
            send(new FrameWriter(Kind.REFUSED, Opening.OTHER).writeWords("this side speaks version " + VERSION));
            return;
        }
        if (left < 0) {
            throw frame.broken("time that has passed");
        }
        long deadline = left >= Long.MAX_VALUE / 2 ? Transport.NEVER : System.nanoTime() + left;
        boolean text = frame.kind == Kind.CONTRACT;
        callers.run(() -> answer(text, deadline));
    }

    private void answer(boolean text, long deadline) {
        Link link = null;
        FrameWriter answer;
        try {
            if (text) {
                answer = new FrameWriter(Kind.TEXT, 0).writeWords(service.contract());
            } else {
                link = service.connect(deadline);
                answer = null;
            }
        } catch (NoService none) {
            answer = new FrameWriter(Kind.REFUSED, Opening.NO_SERVICE).writeWords(none.getMessage());
        } catch (DeadlinePassed late) {
            answer = new FrameWriter(Kind.REFUSED, Opening.LATE).writeWords(late.getMessage());
        } catch (RuntimeException | OutOfMemoryError failed) {
            answer = new FrameWriter(Kind.REFUSED, Opening.OTHER).writeWords(failed.toString());
        }
        synchronized (this) {
            if (link != null && ended) {
                link.drop();
            } else if (link != null) {
                byte[] fingerprint = HandleTable.bytes(link.fingerprint());
                answer = new FrameWriter(Kind.WELCOME, handles.add(link)).writeBytes(fingerprint, fingerprint.length);
            }
            if (!ended) {
                send(answer);
            }
        }
        sent();
    }

    // ---- for the things of this session, which hold its monitor ----

    HandleTable handles() {
        return handles;
    }

    void send(FrameWriter frame) {
        out.add(frame.bytes());
        notifyAll();
    }

    int sendBlock(Memory memory) {
        return out.addBlock(memory);
    }

    boolean has(Thing thing) {
        return handles.has(thing);
    }

    /** The number is of no use any more; what comes for it is discarded. */
    void forget(Thing thing) {
        handles.remove(thing);
        notifyAll();
    }

    /** Forgets it, and tells the peer. */
    void close(Thing thing) {
        forget(thing);
        send(new FrameWriter(Kind.CLOSE, thing.number));
    }

    /** The thing has left the table with something still to be delivered: pump it until {@link #drained}. */
    void drain(Thing thing) {
        draining.add(thing);
        thing.pump();
        if (!draining.isEmpty()) {
            needPump();
        }
    }

    void drained(Thing thing) {
        draining.remove(thing);
        notifyAll();
    }

    /** Whether one more call may be made for the peer; if so it is counted until {@link #called}. */
    boolean mayCall() {
        if (calls == MOST_CALLS) {
            return false;
        }
        calls++;
        return true;
    }

    void called() {
        calls--;
        notifyAll();
    }

    /** Runs what may wait. */
    void run(Runnable task) {
        callers.run(task);
    }

    /** A link of this process whose calls arrive at the pump. Throws {@link OutOfMemoryError} if the process may not have it. */
    Link channel(String fingerprint, CalledChannel end) {
        needPump();
        while (true) {
            if (port == null || !port.isOpen()) {
                port = transport.open("session");
            }
            try {
                return port.channel(fingerprint, end);
            } catch (PeerGone closedWithItsLastChannel) {
                // the next port has none that could end first
            }
        }
    }

    /** Ends a channel on which nothing has arrived. */
    void endUncalled(CalledChannel end) {
        for (Channel channel : port.channels()) {
            if (channel.attachment == end) {
                channel.end();
            }
        }
    }

    /** Something may have to be moved. */
    void needPump() {
        if (pumping) {
            transport.signal();
            return;
        }
        pumping = true;
        Thread thread = new Thread(this::pump, "session");
        thread.setDaemon(true);
        thread.start();
    }

    /** Something may have been sent; the monitor is not held. */
    void sent() {
        boolean some;
        synchronized (this) {
            some = !out.isEmpty();
        }
        if (some) {
            ready.run();
        }
    }

    // ---- the pump ----

    private void pump() {
        while (true) {
            long seen = transport.events();
            boolean moved;
            synchronized (this) {
                if (ended && draining.isEmpty()) {
                    return;
                }
                moved = step();
            }
            sent();
            if (!moved) {
                transport.awaitEvent(seen, Transport.NEVER);
            }
        }
    }

    private boolean step() {
        boolean moved = false;
        while (port != null && port.isOpen() && port.ready()) {
            Arrival arrival = port.next(System.nanoTime());
            if (arrival == null) {
                break;
            }
            ((CalledChannel) arrival.channel().attachment).arrived(arrival);
            moved = true;
        }
        for (Thing flow : handles.flows()) {
            moved |= has(flow) && flow.pump();
        }
        for (Thing flow : List.copyOf(draining)) {
            moved |= flow.pump();
        }
        return moved;
    }
}
