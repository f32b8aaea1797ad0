package obol.layout;

/**
 * Objects of the nucleus that processes hold handles of, and messages that lie in them: raw memory. Offsets are bytes; u64 each
 * unless said otherwise. All begin with a head; the process that pays has them in one list, see {@link SipLayout#KERNEL}.
 */
public final class KernelLayout {
    private KernelLayout() {}

    /** Links of the payer's list, and the payer's {@link SipLayout}. */
    public static final int NEXT = 0;
    public static final int PREVIOUS = 8;
    public static final int PAYER = 16;
    /** u32: bytes in all; u32: {@link #MESSAGE}, {@link #PORT} ... */
    public static final int SIZE = 24;
    public static final int KIND = 28;
    public static final int HEAD = 32;

    /** Kinds of objects. That of a handle says which end of the object it is. */
    public static final int MESSAGE = 0, PORT = 1, CONNECTOR = 2, CHANNEL = 3, LATER = 4;
    /** Kinds of handles: those above, the client's end of a CHANNEL, the sending half of a LATER, and an exchange block. */
    public static final int LINK = 5, SENDER = 6, MEMORY = 7;

    /** In the place of the address of a half on another core: it is on its way there, and will say where it is. */
    public static final int PENDING = 1;

    /** In a handle that travels, or has just arrived, its kind stands above the handle itself. */
    public static final int TRAVEL_SHIFT = 56;

    /** What can be asked of a handle. */
    public static final class Info {
        private Info() {}

        /** 1 if its wait would not wait, else 0: of a port, a LATER; of a SENDER, if there is room for a message or nobody receives. */
        public static final int READY = 0;
        /** Bytes of the message that lies there, and 32 bits higher its handles: of a channel, a LATER. */
        public static final int SIZE = 1;
        /** 1 unless the port, the channel, or the port of a connector has ended; of a SENDER, unless the other half has. */
        public static final int OPEN = 2;
        /** The two halves of a channel's fingerprint. */
        public static final int FINGERPRINT = 3, FINGERPRINT_LOW = 4;
        /** Of a channel the server's handle; of a LATER makes a handle of its sending half, once. */
        public static final int OTHER_END = 5;
        /** Bytes of an exchange block. */
        public static final int LENGTH = 6;
    }

    /** The place in a channel or later where its message lies. */
    public static final class Slot {
        private Slot() {}

        /** u32 each: bytes of the message, and handles. */
        public static final int LENGTH = 0;
        public static final int COUNT = 4;
        /** The {@link Message} if it is longer than {@link #INLINE_MOST} or has handles, else 0: its bytes are here. */
        public static final int MESSAGE = 8;
        public static final int INLINE = 16;
        public static final int INLINE_MOST = 96;
        public static final int SIZE = INLINE + INLINE_MOST;
    }

    /** A message that is not in its slot: its handles, u64 each, then its bytes. */
    public static final class Message {
        private Message() {}

        /** Link of the messages that are to be dropped, or of those of a LATER that are not in its slot. */
        public static final int NEXT_IN_LIST = HEAD;
        /** u32: handles; u32: 0, or 1 more than the exchange pages in it once it has gone to another core, for which its payer goes on paying. */
        public static final int COUNT = HEAD + 8;
        public static final int AWAY = HEAD + 12;
        /** A kind above the object's address, or above the payer's handle of an exchange block. */
        public static final int HANDLES = HEAD + 16;
    }

    /** Where a server's calls arrive. */
    public static final class Port {
        private Port() {}

        /** u32 each: not 0 while it is open; not 0 if it stays open without channels; handles of it and connectors to it. */
        public static final int OPEN = HEAD;
        public static final int LASTING = HEAD + 4;
        public static final int REFERENCES = HEAD + 8;
        /** u32: number of the thread that took the last arrival, or waits for one. */
        public static final int SERVER = HEAD + 12;
        public static final int SIP = HEAD + 16;
        /** Threads that wait for an arrival, first and last. */
        public static final int WAITERS = HEAD + 24;
        /** Channels with a call, first and last; channels whose end the server is to hear of, first and last. */
        public static final int CALLS = HEAD + 40;
        public static final int ENDS = HEAD + 56;
        /** Channels that have not ended, linked by {@link Channel#NEXT_OF_PORT}, and u32 how many. */
        public static final int CHANNELS = HEAD + 72;
        public static final int CHANNEL_COUNT = HEAD + 80;
        /** u32: bytes of the name for messages to people, which follow: UTF-8. */
        public static final int NAME_LENGTH = HEAD + 84;
        public static final int NAME = HEAD + 88;
        public static final int NAME_MOST = 32;
        public static final int SIZE = NAME + NAME_MOST;

        public static final int CHANNELS_MOST = 1 << 14;
    }

    /** Makes channels at a port. */
    public static final class Connector {
        private Connector() {}

        public static final int PORT = HEAD;
        /** Two u64: of the channels made. */
        public static final int FINGERPRINT = HEAD + 8;
        /** Here the port is of another core (PORT is 0): the connector there. There: {@link KernelLayout#PENDING} while it is held here. */
        public static final int FAR = HEAD + 24;
        public static final int SIZE = HEAD + 32;
    }

    /** A channel: both ends, or, if they are on two cores, one of its halves: that of the server with PORT, that of the client with HALF. */
    public static final class Channel {
        private Channel() {}

        /** u32: {@link #IDLE} ...; u32: bits of {@link #SERVED} ...; u32: not 0 while there is a client's end, of a server's half the process that called last. */
        public static final int TURN = HEAD;
        public static final int FLAGS = HEAD + 4;
        public static final int CLIENT = HEAD + 8;
        /** While there is a server's end: the port, and its process's handle of this channel; else 0. */
        public static final int PORT = HEAD + 16;
        public static final int SERVER = HEAD + 24;
        /** The thread that waits for the reply, first and last. */
        public static final int CALLER = HEAD + 32;
        public static final int NEXT_OF_PORT = HEAD + 48;
        public static final int PREVIOUS_OF_PORT = HEAD + 56;
        /** Links of the port's queue in which it stands. */
        public static final int NEXT_QUEUED = HEAD + 64;
        public static final int PREVIOUS_QUEUED = HEAD + 72;
        public static final int ORDINAL = HEAD + 80;
        public static final int DEADLINE = HEAD + 88;
        public static final int FINGERPRINT = HEAD + 96;
        /** The other half, which the core of its address has; {@link KernelLayout#PENDING}: not known yet; 0: both ends are here, or the other is no more. */
        public static final int FAR = HEAD + 112;
        public static final int SLOT = HEAD + 120;
        public static final int SIZE = SLOT + Slot.SIZE;

        public static final int IDLE = 0, CALL = 1, SERVE = 2, REPLY = 3, DEAD = 4;
        /** As REPLY, but the call was withdrawn, as it would have waited for itself; the names of the ports around the circle are in the slot. */
        public static final int CIRCLED = 5;
        /** The server has taken a call of it, or made it: it must hear of its end. */
        public static final int SERVED = 1;
        /** DEAD only: the message in the slot is the server's fault in words. */
        public static final int FAULT = 2;
        /** It stands in the port's queue of calls, or of ends. */
        public static final int CALLING = 4;
        public static final int ENDING = 8;
        /** The client's half; the other half has been told that this one says no more. */
        public static final int HALF = 16;
        public static final int ENDED = 32;
    }

    /** Messages that come later: both halves. */
    public static final class Later {
        private Later() {}

        /** u32: {@link #OPEN} ...; u32 each: not 0 while there is that half. */
        public static final int STATE = HEAD;
        public static final int SENDER = HEAD + 4;
        public static final int RECEIVER = HEAD + 8;
        /** u32: not 0 once the sending half has got a handle, which it gets after the other. */
        public static final int SENDER_GIVEN = HEAD + 12;
        /** The LATER in whose message the receiving half lies, 0: none. */
        public static final int CONTAINER = HEAD + 16;
        /** Threads that wait for the message, first and last. */
        public static final int WAITERS = HEAD + 24;
        /** The processes that hold the halves, 0 while one travels. */
        public static final int RECEIVER_SIP = HEAD + 40;
        public static final int SENDER_SIP = HEAD + 48;
        /** u32: messages for which there is room, besides the last one; u32: messages here. */
        public static final int ROOM = HEAD + 56;
        public static final int COUNT = HEAD + 60;
        /** Messages behind the one in the slot, first and last. */
        public static final int QUEUE = HEAD + 64;
        /**
         * The object of another core through which messages go to the receiving half, or come from the sending one; {@link KernelLayout#PENDING}:
         * not known yet; 0: that half is here, or no more. COUNT are then the messages for which no credit has come back.
         */
        public static final int FAR_RECEIVER = HEAD + 80;
        public static final int FAR_SENDER = HEAD + 88;
        /** u32: bits of {@link #ENDED_RECEIVER} ...; u32: how many cores its messages may have come through. */
        public static final int ENDED = HEAD + 96;
        public static final int DEPTH = HEAD + 100;
        public static final int SLOT = HEAD + 104;
        public static final int SIZE = SLOT + Slot.SIZE;

        /** FAR_RECEIVER, FAR_SENDER has been told that this one says no more. */
        public static final int ENDED_RECEIVER = 1, ENDED_SENDER = 2;
        public static final int DEPTH_MOST = 16;
        public static final int ROOM_MOST = 1 << 16;

        /** The sending half is there; it has sent the last message; it has ended without. */
        public static final int OPEN = 0, KEPT = 1, ABANDONED = 2;
        /** Longest chain of messages of LATERs that lie in one another. */
        public static final int NESTING_MOST = 64;
    }

    /** An entry of a process's table of handles. */
    public static final class Entry {
        private Entry() {}

        /** u32: the object; of a free entry: index of the next free one, 0: none. */
        public static final int OBJECT = 0;
        /** u32: kind of the handle, 0 if the entry is free; u32: grows whenever it becomes free. */
        public static final int KIND = 4;
        public static final int GENERATION = 8;
        public static final int SHIFT = 4;

        /** A handle: index of its entry, and the generation above it. */
        public static final int HANDLE_SHIFT = 20;
        /** Entries of a process, at first and at most; entry 0 is not used. */
        public static final int LEAST = 16;
        public static final int MOST = 1 << 14;
        /** The handle with which a process that was made with a message finds it. */
        public static final long BIRTH = 1L << HANDLE_SHIFT | 1;
    }
}
