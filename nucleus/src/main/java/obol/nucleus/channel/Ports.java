package obol.nucleus.channel;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.FarLayout.Record;
import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Channel;
import obol.layout.KernelLayout.Connector;
import obol.layout.KernelLayout.Port;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.AlwaysInline;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.core.Cores;
import obol.nucleus.core.Rings;
import obol.nucleus.threads.JavaThreads;
import obol.nucleus.threads.Scheduler;
import obol.nucleus.threads.WaitQueue;

/** Ports and connectors. */
@NoAllocation
public final class Ports {
    private Ports() {}

    /**
     * Makes a port of the running process; {@code lasting}: it stays open without channels. The name, of which {@link Port#NAME_MOST}
     * bytes are kept, is for messages to people. Gives its handle, or 0.
     */
    public static long open(boolean lasting, long name, int length) {
        long sip = Nucleus.sip();
        long port = KernelObject.take(sip, KernelLayout.PORT, Port.SIZE);
        if (port == 0) {
            return 0;
        }
        long handle = HandleTable.add(sip, KernelLayout.PORT, port);
        if (handle == 0) {
            KernelObject.give(port);
            return 0;
        }
        putInt(port + Port.OPEN, 1);
        putInt(port + Port.LASTING, lasting ? 1 : 0);
        putInt(port + Port.REFERENCES, 1);
        int kept = Math.max(0, Math.min(length, Port.NAME_MOST));
        putInt(port + Port.NAME_LENGTH, kept);
        Machine.copyMemory(name, port + Port.NAME, kept);
        putLong(port + Port.SIP, sip);
        return handle;
    }

    /** Makes a connector to an own port; gives its handle, or 0. */
    public static long connector(long portHandle, long fingerprint, long fingerprintLow) {
        long sip = Nucleus.sip();
        long port = HandleTable.find(sip, portHandle, KernelLayout.PORT);
        long connector = port == 0 ? 0 : KernelObject.take(sip, KernelLayout.CONNECTOR, Connector.SIZE);
        if (connector == 0) {
            return 0;
        }
        long handle = HandleTable.add(sip, KernelLayout.CONNECTOR, connector);
        if (handle == 0) {
            KernelObject.give(connector);
            return 0;
        }
        putLong(connector + Connector.PORT, port);
        putLong(connector + Connector.FINGERPRINT, fingerprint);
        putLong(connector + Connector.FINGERPRINT + 8, fingerprintLow);
        putInt(port + Port.REFERENCES, getInt(port + Port.REFERENCES) + 1);
        return handle;
    }

    /**
     * Waits for the next arrival at an own port. A call: the server's handle of its channel, for its message see {@link Letters}; the end
     * of a channel: the negative of that handle, which is not good any more; else a {@link Result}. Ends come first: they free what
     * calls may wait for.
     */
    @AlwaysInline
    public static long next(long portHandle, long deadline) {
        long sip = Nucleus.sip();
        while (true) {
            long port = HandleTable.find(sip, portHandle, KernelLayout.PORT);
            if (port == 0 || getInt(port + Port.OPEN) == 0) {
                return Result.GONE;
            }
            putInt(port + Port.SERVER, getInt(Memory.thread() + ThreadLayout.NUMBER));
            if (getLong(port + Port.ENDS) != 0) {
                long channel = getLong(port + Port.ENDS);
                long handle = getLong(channel + Channel.SERVER);
                Channels.detach(channel);
                closeIfUnused(port);
                return -handle;
            }
            if (getLong(port + Port.CALLS) != 0) {
                return Channels.accept(getLong(port + Port.CALLS));
            }
            if (JavaThreads.isInterrupted()) {
                return Result.INTERRUPTED;
            }
            putInt(Memory.thread() + ThreadRuntime.WAITING, ThreadRuntime.WAITING_INTERRUPTIBLY);
            Scheduler.prepareWait(port + Port.WAITERS, deadline);
            int why = Scheduler.suspend();
            putInt(Memory.thread() + ThreadRuntime.WAITING, 0);
            if (why == ThreadRuntime.WAKE_TIMEOUT) {
                return Result.TIMEOUT;
            }
        }
    }

    static boolean isOpen(long port) {
        return getInt(port + Port.OPEN) != 0;
    }

    /**
     * 1 if the connector's port is open, else 0. That of another core is looked at where it is: it is there as long as there is a connector,
     * and what one sees may just have changed anyway.
     */
    static int ofConnector(long connector) {
        long port = getLong(connector + Connector.PORT);
        return isOpen(port != 0 ? port : getLong(getLong(connector + Connector.FAR) + Connector.PORT)) ? 1 : 0;
    }

    static boolean isReady(long port) {
        return (getLong(port + Port.ENDS) | getLong(port + Port.CALLS)) != 0;
    }

    /** Something has arrived. */
    static void arrived(long port) {
        WaitQueue.wakeFirst(port + Port.WAITERS);
        Events.signal(getLong(port + Port.SIP));
    }

    /** The last channel of a port that does not last has ended. */
    static void closeIfUnused(long port) {
        if (getInt(port + Port.LASTING) == 0 && (getLong(port + Port.CHANNELS) | getLong(port + Port.ENDS)) == 0) {
            close(port);
        }
    }

    /** The process has closed its port. */
    static void closeHandle(long port) {
        close(port);
        release(port);
    }

    private static void close(long port) {
        if (getInt(port + Port.OPEN) == 0) {
            return;
        }
        putInt(port + Port.OPEN, 0);
        while (getLong(port + Port.CHANNELS) != 0) {
            Channels.die(getLong(port + Port.CHANNELS), false);
        }
        while (getLong(port + Port.ENDS) != 0) {
            Channels.detach(getLong(port + Port.ENDS));
        }
        WaitQueue.wakeAll(port + Port.WAITERS);
        Events.signal(getLong(port + Port.SIP));
    }

    static void closeConnector(long connector) {
        long port = getLong(connector + Connector.PORT);
        if (port == 0) {
            long there = getLong(connector + Connector.FAR);
            Rings.send(Cores.ofRaw(there), Record.DISCARD, there, 0);
        } else {
            release(port);
        }
        KernelObject.give(connector);
    }

    private static void release(long port) {
        int references = getInt(port + Port.REFERENCES) - 1;
        putInt(port + Port.REFERENCES, references);
        if (references == 0) {
            KernelObject.give(port);
        }
    }
}
