package obol.layout;

/** What the nucleus tells of channels, messages and processes: rows of a table that it fills. Offsets are bytes; u64 each unless said otherwise. */
public final class TrafficLayout {
    private TrafficLayout() {}

    /** A channel of which a process has the client's end. */
    public static final class Connection {
        private Connection() {}

        /** A number for it, of no channel that is there at the same time. */
        public static final int CHANNEL = 0;
        /** The server's process; {@link KernelLayout.Channel#IDLE} ...; bytes of the message that lies there. */
        public static final int SERVER = 8;
        public static final int TURN = 16;
        public static final int BYTES = 24;
        /** Calls of all channels that wait at the port. */
        public static final int QUEUED = 32;
        /** The port's name: bytes, and the bytes. */
        public static final int NAME_LENGTH = 40;
        public static final int NAME = 48;
        public static final int SIZE = NAME + KernelLayout.Port.NAME_MOST;
    }

    /** A message, or the end of a channel. */
    public static final class Sent {
        private Sent() {}

        /** One more than that before it on the server's core; what lacks has made room for others. */
        public static final int NUMBER = 0;
        /** By the monotonic clock. */
        public static final int TIME = 8;
        public static final int CHANNEL = 16;
        /** u32 each: the processes, 0: not known any more; what it is; handles in it. */
        public static final int CLIENT = 24;
        public static final int SERVER = 28;
        public static final int KIND = 32;
        public static final int HANDLES = 36;
        public static final int BYTES = 40;
        public static final int ORDINAL = 48;
        public static final int SIZE = 56;

        public static final int CALL = 1, REPLY = 2, FAULT = 3, END = 4;
    }

    /** Where a core keeps messages until they are taken. */
    public static final class Recorder {
        private Recorder() {}

        /** Number of the first one that is there, and of the next one that will be. */
        public static final int FIRST = 0;
        public static final int NEXT = 8;
        public static final int RECORDS = 16;
        /** A power of two. */
        public static final int CAPACITY = 1 << 10;
        public static final int SIZE = RECORDS + CAPACITY * Sent.SIZE;
    }

    /**
     * What is asked for: the connections of a process; that messages to it are recorded, or not any more; those of all that are there,
     * which are not there any more then.
     */
    public static final int CONNECTIONS = 0, START = 1, STOP = 2, TAKE = 3;

    /** The stacks of all threads of a process, or what is known of them since its end: words as {@code Traces} has them, u64 each. */
    public static final int STACKS = 4;
    /** An {@link Area} for each piece of memory of a process. */
    public static final int AREAS = 5;
    /** A part of a process's heap: a {@link Population} of each class by number, behind one that says how to go on. */
    public static final int OBJECTS = 6;

    /** The devices of the core of the first process. */
    public static final int DEVICES = 7;

    /** A device: its kind, as {@link DeviceLayout#KIND}; its driver's process, 0: none; its interrupt line. */
    public static final class Driven {
        private Driven() {}

        public static final int KIND = 0;
        public static final int PROCESS = 8;
        public static final int LINE = 16;
        public static final int SIZE = 24;
    }

    /** Neighbours of a kind are one. */
    public static final class Area {
        private Area() {}

        /** {@link BlockLayout#KIND_NURSERY} ... of blocks of the heap, or one of those below; address; bytes. */
        public static final int KIND = 0;
        public static final int FROM = 8;
        public static final int BYTES = 16;
        public static final int SIZE = 24;

        public static final int STACK = 16, STATICS = 17, EXCHANGE = 18;
    }

    /** Objects of a class. */
    public static final class Population {
        private Population() {}

        /** Address of the hub, 0: none were found; how many; bytes. Of the first row: where to go on, given and told; 0: at the start, the end. */
        public static final int HUB = 0;
        public static final int COUNT = 8;
        public static final int BYTES = 16;
        public static final int SIZE = 24;
    }
}
