package obol.layout;

/**
 * What a core has for talking to the others: raw memory that only it writes, but for {@link Ring#RECEIVED} and the lines of the rings, which
 * have one writer each. Offsets are bytes; u64 each unless said otherwise. "For each core": so many words, by the core's number.
 */
public final class FarLayout {
    private FarLayout() {}

    /** Cores that there can be. */
    public static final int CORES = 8;

    /** For each core: the ring from it, in this core's memory, and the lines taken from it. */
    public static final int FROM = 0;
    public static final int TAKEN = FROM + 8 * CORES;
    /** For each core: lines written to it, and how many of them it was last seen to have taken. */
    public static final int WRITTEN = TAKEN + 8 * CORES;
    public static final int SEEN = WRITTEN + 8 * CORES;
    /** For each core: records for which its ring had no room, first and last ({@link Held}). */
    public static final int HELD = SEEN + 8 * CORES;
    /** Number of the question asked last. */
    public static final int QUESTIONS = HELD + 16 * CORES;
    /** A {@link SipLayout} that is no process and has no bounds: owns what has arrived and was not taken yet. */
    public static final int CARRIER = QUESTIONS + 8;
    /** Exchange pages: of this core, elsewhere; of other cores, here; of messages elsewhere, for which processes here pay. */
    public static final int LENT = CARRIER + 8;
    public static final int BORROWED = LENT + 8;
    public static final int PAID = BORROWED + 8;
    /** Threads that wait for the end of a process of another core, first and last. */
    public static final int AWAITING = PAID + 8;
    /** The {@link Directory}. */
    public static final int DIRECTORY = AWAITING + 16;
    /** u32: processes that are here. */
    public static final int PROCESSES = DIRECTORY + 8;
    /** The record that is being made, and that which is being read. */
    public static final int OUT = PROCESSES + 8;
    public static final int IN = OUT + 8 * Record.WORDS_MOST;
    public static final int SIZE = IN + 8 * Record.WORDS_MOST;

    /**
     * From one core to another: lines of the cache, each of seven words and, written last, the line's number from 1 on, by which the receiver
     * sees that it is there. A record takes lines that follow one another; its first one is written last.
     */
    public static final class Ring {
        private Ring() {}

        /** Lines that the receiver has taken, on a line that only it writes. */
        public static final int RECEIVED = 0;
        public static final int LINES = 64;
        /** A power of two. */
        public static final int LINE_COUNT = 256;
        public static final int LINE_SHIFT = 6;
        public static final int LINE_WORDS = 7;
        public static final int NUMBER = 56;
        public static final int SIZE = LINES + (LINE_COUNT << LINE_SHIFT);
    }

    /** Words of a record: the first says what it is, the second, of most kinds, for which object or process it is. */
    public static final class Record {
        private Record() {}

        /** In the first word: u8 kind, u8 words in all, u16 handles, u32 bytes of the message. */
        public static final int WORDS_SHIFT = 8, HANDLES_SHIFT = 16, LENGTH_SHIFT = 32;
        public static final int TARGET = 8;
        public static final int WORDS_MOST = 70;

        /** For a server's half: a call. Ordinal, deadline, the client's process, message (0: its bytes follow). */
        public static final int CALL = 1;
        public static final int ORDINAL = 16, DEADLINE = 24, CLIENT = 32, CALL_MESSAGE = 40;
        /** For a client's half: its reply; or a fault in words, which ends it. Message (0: its bytes follow). */
        public static final int REPLY = 2, FAULT = 3;
        public static final int REPLY_MESSAGE = 16;
        /** For any half: the other one (second word) says no more. */
        public static final int END = 4;
        public static final int PEER = 16;
        /** For what stayed when an end left: its half is there (second word). */
        public static final int LINK_IS_AT = 5, SENDER_IS_AT = 6, RECEIVER_IS_AT = 7;
        /** For a connector: make a channel for this half; its holder is gone. */
        public static final int CONNECT = 8, DISCARD = 9;
        /** For a client's half: the server's half, or 0; the result; fingerprint. */
        public static final int OPENED = 10;
        public static final int RESULT = 24, FINGERPRINT = 32;
        /** For a LATER: a message, whether it is the last, its bytes; so many messages have been taken. */
        public static final int SEND = 11, CREDIT = 12;
        public static final int LAST = 24, SEND_MESSAGE = 16, AMOUNT = 16;
        /** For a message: nobody needs it any more. For an exchange page, by number: its block is free. */
        public static final int FREE = 13, FREE_BLOCK = 14;
        /** For a thread: what was asked, for what, two operands; further words. */
        public static final int QUESTION = 15;
        public static final int ASKER = 8, QUESTION_NUMBER = 16, OPERATION = 24, OPERANDS = 32, FURTHER = 56;
        /** Its answer; further words. */
        public static final int ANSWER = 16;
        public static final int ANSWER_VALUE = 24, ANSWER_FURTHER = 32;
        /** For a process: there may be something for it; its parent is gone; it may start, with this birth, which is ready (1) or not (0). */
        public static final int SIGNAL = 17, ORPHAN = 18, START = 19;
        public static final int BIRTH = 16, IS_READY = 24;
        /** For all who wait for that process: it has ended (second word 1), or there is none (0). For a process: say so when it ends. */
        public static final int ENDED = 20, WATCH = 21;
        /**
         * For a server's half on which somebody waits: whether what its server waits for leads back to a call on the origin. The names of the ports
         * so far, and their bytes.
         */
        public static final int PROBE = 23;
        public static final int ORIGIN = 16, NAMES_LENGTH = 24, NAMES = 32;
        /** For a server's half: the call of the other half (second word) is withdrawn if nobody serves it. For a client's: it is. */
        public static final int WITHDRAW = 24, WITHDRAWN = 25;
        /** For a family, by the number of its head: one of its limits is this now. */
        public static final int LIMIT = 22;
        public static final int RESOURCE = 16, VALUE = 24;
        /** For a process: the block of this exchange page is its own now. */
        public static final int GIVE = 26;
        /** For a family, by the number of its head: there is a mirror of it, which is to hear of all its limits. */
        public static final int MIRRORED = 27;
    }

    /** A record that waits for room. */
    public static final class Held {
        private Held() {}

        public static final int NEXT = 0;
        public static final int RECORD = 8;
    }

    /**
     * The processes of a core, for all cores to read: a table in which the process's number gives the first of {@link #PROBES} places where it
     * can be. An entry is valid if its number, written last and cleared first, is the one looked for.
     */
    public static final class Directory {
        private Directory() {}

        /** u32 each: number, 0: none; parent's number, 0: none; {@link SipLayout#LIFE}. */
        public static final int NUMBER = 0;
        public static final int PARENT = 4;
        public static final int LIFE = 8;
        public static final int SHIFT = 4;
        public static final int PLACES = 1 << 12;
        public static final int PROBES = 32;
        public static final int SIZE = PLACES << SHIFT;
    }
}
