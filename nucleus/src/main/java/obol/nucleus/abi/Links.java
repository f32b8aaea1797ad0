package obol.nucleus.abi;

import obol.nucleus.Nucleus;
import obol.nucleus.annotation.Abi;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.channel.Channels;
import obol.nucleus.channel.Events;
import obol.nucleus.channel.Handles;
import obol.nucleus.channel.Laters;
import obol.nucleus.channel.Mail;
import obol.nucleus.channel.Ports;

/**
 * Ports, channels and messages, named by handles of this process's table: see {@link obol.layout.KernelLayout}. What is less than 0 is
 * a {@link obol.nucleus.channel.Result}. Bytes of messages and tables of handles are given by their addresses. Waits end at a time of
 * the monotonic clock; Long.MAX_VALUE: never.
 */
@NoAllocation
public final class Links {
    private Links() {}

    /**
     * A new port: its handle, 0 if a bound is reached. A port that is not lasting closes with the last of its channels. The first bytes of
     * the name are kept for messages to people.
     */
    @Abi
    public static long port(boolean lasting, long name, int length) {
        return Ports.open(lasting, name, length);
    }

    /** A new connector to a port, for channels with this fingerprint: its handle, 0 if a bound is reached. */
    @Abi
    public static long connector(long port, long fingerprint, long fingerprintLow) {
        return Ports.connector(port, fingerprint, fingerprintLow);
    }

    /** A new channel at an own port, with this fingerprint, or by a connector, with that one's: the client's handle; 0 if a bound is reached. */
    @Abi
    public static long connect(long portOrConnector, long fingerprint, long fingerprintLow) {
        long handle = Channels.connect(portOrConnector, fingerprint, fingerprintLow);
        Mail.settle();
        return handle;
    }

    /**
     * Calls and waits for the reply; gives its length and, 32 bits higher, its number of handles. A small one is in the thread's letter, see
     * {@link Messages#letter}; for another {@link #take} must follow.
     */
    @Abi
    public static long call(long link, long ordinal, long bytes, int length, long handles, int count, long deadline) {
        long result = Channels.call(link, ordinal, bytes, length, handles, count, deadline);
        Mail.settle();
        return result;
    }

    /** Waits for an arrival at a port: the handle of a channel with a call, which comes as {@link #call}'s reply; the negative handle of one that has ended. */
    @Abi
    public static long next(long port, long deadline) {
        long result = Ports.next(port, deadline);
        Mail.settle();
        return result;
    }

    /** Waits for a message that comes later, which comes as {@link #call}'s reply; gives its size. */
    @Abi
    public static long await(long later, long deadline) {
        long result = Laters.await(later, deadline);
        Mail.settle();
        return result;
    }

    /**
     * Copies the message that lies in a channel or later: of {@code info(handle, SIZE)} bytes and handles. {@code head} takes two u64,
     * of a call its ordinal and deadline, of what comes later first whether it is the last, and then each handle with its kind above it.
     */
    @Abi
    public static long take(long handle, long bytes, long head) {
        long result = Mail.take(Nucleus.sip(), handle, bytes, head);
        Mail.settle();
        return result;
    }

    /**
     * Replies to the call of a channel, or sends one of the messages that come later. {@code last}: the reply is a fault in words and
     * ends the channel; no further message comes.
     */
    @Abi
    public static long send(long handle, long bytes, int length, long handles, int count, boolean last) {
        long result = Mail.send(Nucleus.sip(), handle, bytes, length, handles, count, last);
        Mail.settle();
        return result;
    }

    /**
     * Messages that come later, so many at a time and a last one: the handle of the receiving half, 0 if a bound is reached;
     * {@code info(handle, OTHER_END)} then makes that of the sending one.
     */
    @Abi
    public static long later(int room) {
        return Laters.open(room);
    }

    /** Ends what the handle stands for; false if there is no such handle. */
    @Abi
    public static boolean close(long handle) {
        boolean closed = Handles.close(Nucleus.sip(), handle);
        Mail.settle();
        return closed;
    }

    /** A fact about what a handle names, {@link obol.layout.KernelLayout.Info}; GONE if there is no such handle or fact. */
    @Abi
    public static long info(long handle, int what) {
        return Mail.info(Nucleus.sip(), handle, what);
    }

    /**
     * Tells the first process of channels, messages and processes on all cores, see {@link obol.layout.TrafficLayout}, in a table in exchange
     * memory with room for {@code most} rows: their number; or REFUSED. Stacks it tells whoever may end the process. Waits for other cores, as
     * long as {@link FarProcesses} does.
     */
    @Abi
    public static long observe(int process, int what, long table, int most) {
        return FarTraffic.observe(process, what, table, most);
    }

    /** Waits until this process's count of events is not {@code seen}, and gives it. */
    @Abi
    public static long awaitEvent(long seen, long deadline) {
        return Events.await(seen, deadline);
    }

    /** Something has happened in this process that may have made something ready. */
    @Abi
    public static void signal() {
        Events.signal(Nucleus.sip());
    }
}
