package obol.layout;

/**
 * A thread of the nucleus: raw memory, its address in r15 while it runs. Offsets are bytes; u64 each unless said otherwise.
 * Fields that compiled code uses come first, so that they are reached by one-byte displacements.
 */
public final class ThreadLayout {
    private ThreadLayout() {}

    /**
     * The guard word. Compiled code compares rsp with it at method entries and loop back edges and calls the poll stub
     * when rsp is not above. Normally the reserve above {@link ThreadRuntime#STACK_FLOOR}; {@link #POLL_REQUESTED} asks for attention.
     */
    public static final int LIMIT = 0;
    /** Next free byte and end of the thread's allocation buffer; the rest of the buffer is zero. */
    public static final int ALLOC_TOP = 8;
    public static final int ALLOC_END = 16;
    /** Address of the process's statics block. */
    public static final int STATICS = 24;
    /** Address of the process's table of Class mirrors, u32 each, by class number. */
    public static final int MIRRORS = 32;
    /** u32: the java.lang.Thread object (a root). */
    public static final int JAVA_THREAD = 40;
    /** u32: the thread's number in its process, from 1, below 1 << 22: owner of thin locks. */
    public static final int NUMBER = 44;
    public static final int SIP = 48;
    public static final int CPU = 56;
    /** rsp while the thread does not run. */
    public static final int SAVED_SP = 64;
    public static final int STACK_LOW = 72;
    public static final int STACK_HIGH = 80;
    /** The value of LIMIT when nothing is requested. */
    public static final int STACK_LIMIT = 88;
    /** u32: {@link #USER} ...; u32 at +4: trusted depth. */
    public static final int STATE = 96;
    public static final int TRUSTED_DEPTH = 100;
    /** u32: what the next poll has to see to, bits {@link #REQUEST_SWITCH} ... */
    public static final int REQUESTS = 104;
    /** u32: the exception under way while the stack is unwound (a root). */
    public static final int EXCEPTION = 108;
    /** Time in nanoseconds of the port's monotonic clock at which a wait ends, Long.MAX_VALUE: never. */
    public static final int DEADLINE = 112;
    /** Links of the scheduler's queues. */
    public static final int NEXT = 120;
    public static final int PREVIOUS = 128;
    /** All threads of the process. */
    public static final int NEXT_IN_SIP = 136;
    /** Room for the run time's own use, by its own names. */
    public static final int RUNTIME = 144;
    public static final int RUNTIME_SIZE = 368;
    /** u32 x 255: the lengths for a multi-dimensional array about to be made. */
    public static final int DIMENSIONS = 512;
    public static final int SIZE = 1536;

    public static final long POLL_REQUESTED = -1L;
    /** Bytes below LIMIT that methods without a stack check, stubs and the collector may use. */
    public static final int STACK_RESERVE = 32768;

    public static final int USER = 0;
    public static final int TRUSTED = 1;
    public static final int BLOCKED = 2;

    public static final int REQUEST_SWITCH = 1;
    public static final int REQUEST_KILL = 4;
}
