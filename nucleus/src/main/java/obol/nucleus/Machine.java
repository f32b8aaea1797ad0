package obol.nucleus;

import obol.nucleus.annotation.Assembly;

/**
 * What is written in assembly code: a few operations on stacks and memory, and the primitives of the port. Addresses and
 * sizes are bytes. None of these allocates; only those that say so are safepoints.
 *
 * <p>Before the first method of {@link Boot} runs, the port has mapped every area of {@link obol.layout.MemoryMap} from
 * {@code CARD_TABLE} on, readable, writable and zero on demand.
 */
public final class Machine {
    private Machine() {}

    // Stacks and frames.

    /** Stores the caller's return address at {@code to} and its rsp at {@code to + 8}: a frame to begin a walk with. */
    @Assembly(value = "capture_frame", safepoint = true)
    public static native void captureFrame(long to);

    /** Sets rsp to {@code sp}, rax to the exception, and goes on at {@code pc}. Does not return. */
    @Assembly("unwind")
    public static native void unwind(long pc, long sp, Object exception);

    /**
     * Pushes nothing but the return address, stores rsp in the running thread's SAVED_SP, makes {@code thread} the running
     * one (r15, and CURRENT of its CPU), takes its SAVED_SP as rsp and returns to where that one had called.
     */
    @Assembly(value = "switch_thread", safepoint = true)
    public static native void switchThread(long thread);

    /** Leaves the boot code's stack for good: r15 = {@code thread}, rsp = its SAVED_SP, and returns to what lies there. */
    @Assembly("start_thread")
    public static native void startThread(long thread);

    /**
     * The address of the code that a new thread's first return goes to: it calls {@code java_thread_main}, with a
     * safepoint record whose flag is ENTRY_FRAME, at its return address.
     */
    @Assembly("thread_entry")
    public static native long threadEntry();

    /** Stores rsp in SAVED_SP, as switchThread does, and calls {@code java_collect} with the argument; then returns. */
    @Assembly(value = "call_collector", safepoint = true)
    public static native void callCollector(long request);

    // Memory.

    /** Copies bytes; the places may overlap. */
    @Assembly("copy_memory")
    public static native void copyMemory(long from, long to, long size);

    /** Fills memory with copies of the low byte of {@code value}. */
    @Assembly("fill_memory")
    public static native void fillMemory(long address, long size, long value);

    /** Gives whole pages (of 4 KiB) back to the machine; they read as zero afterwards. */
    @Assembly("discard_memory")
    public static native void discardMemory(long address, long size);

    /** Whole pages that trap when touched from now on: below a stack. */
    @Assembly("guard_memory")
    public static native void guardMemory(long address, long size);

    /** Maps whole pages, zeroed and writable, that nothing lies at, in the area of the image. */
    @Assembly("port_map_image")
    static native void mapImage(long address, long size);

    /** Takes the right to write such pages away; {@code executable} not 0: gives that to run them. */
    @Assembly("port_protect_image")
    static native void protectImage(long address, long size, int executable);

    // The port.

    /** Nanoseconds of a clock that never goes back, from an arbitrary start. */
    @Assembly("port_monotonic_time")
    public static native long monotonicTime();

    /** Nanoseconds since 1970-01-01 UTC. */
    @Assembly("port_wall_time")
    public static native long wallTime();

    /**
     * Waits until the monotonic clock has reached the deadline, or something has happened to one of the {@code count} records of type
     * {@code struct pollfd} at {@code signals} ({@link obol.nucleus.threads.Signals}), which is noted there, or the core is woken; may
     * return early. They are those of the CPU structure, before which stands its own record. If the core does not sleep by its word SLEEPS,
     * this returns at once.
     */
    @Assembly("port_idle")
    public static native void idle(long deadline, long signals, long count);

    /** Notes in each of the records what has happened; gives how many there are for which something has, or less than 0 for an error. */
    @Assembly("port_poll")
    public static native long poll(long signals, long count);

    /** The address of the registers of a device, or of a table, at a physical address below 4 GiB; 0 on a port that has no devices. */
    @Assembly("port_registers")
    public static native long registers(long physical);

    /** A word of PCI's configuration space, by the ports that reach it; the address as they take it. */
    @Assembly("port_configuration")
    public static native int configuration(int address);

    /** Changes such a word. */
    @Assembly("port_configure")
    public static native void configure(int address, int value);

    /** The physical address of a place in memory, for a device; what lies in the same page lies there together. 0: no devices. */
    @Assembly("port_physical")
    public static native long physical(long address);

    /** A device's line interrupts no more until somebody waits for it. */
    @Assembly("port_close_line")
    public static native void closeLine(int line);

    /** The I/O APIC at a physical address has the interrupt lines from {@code first} on. */
    @Assembly("port_add_lines")
    public static native void addLines(long physical, int first);

    /** Not 0: a device can interrupt by this line. */
    @Assembly("port_has_line")
    public static native int hasLine(int line);

    /**
     * How {@link #exit} turns the machine off when nothing takes its status: by writing {@code value}, 8 bits wide to a physical address
     * below 4 GiB, or 16 bits wide to an I/O port.
     */
    @Assembly("port_off_switch")
    public static native void offSwitch(long place, int width, int value);

    /** Writes bytes to the serial line, if the machine has one; on Linux nowhere. */
    @Assembly("port_log")
    public static native void log(long address, long size);

    /** Writes bytes to standard output (1) or standard error (2); gives the number written, or less than 0 for an error. */
    @Assembly("port_write")
    public static native long write(long descriptor, long address, long size);

    /** Columns in the low 16 bits and rows above them if standard input and output are a terminal; -1: they are not. */
    @Assembly("port_window")
    public static native int window();

    /** The terminal gives bytes as they are typed and shows them as they are written, until {@link #exit}. 0, or less for an error. */
    @Assembly("port_make_raw")
    public static native int makeRaw();

    /**
     * From now on a system call of Linux that a running system does not need ends the process, by SIGSYS. What is needed is in
     * {@code nasm/linux/seal.asm}. Each argument is 1 if the system may do this, else 0: take what is typed at a terminal, accept
     * connections, connect, use the files of disks, use the host's network. 0, or another number for an
     * error; on a port that has no system calls there is nothing to be done.
     */
    @Assembly("port_seal")
    static native long seal(int typed, int door, int dial, int disk, int net);

    /** A system call of Linux, which gives what the kernel gives; -38 (ENOSYS) on a port that has no such call. */
    @Assembly("port_system_call")
    public static native long systemCall(long number, long a, long b, long c, long d, long e, long f);

    /** Fills memory with numbers that nobody can guess. */
    @Assembly("port_entropy")
    public static native void entropy(long address, long size);

    /** Ends everything with this status, 0..255. Does not return. */
    @Assembly("port_exit")
    public static native void exit(int status);

    /** There is a processor whose local APIC has this number. */
    @Assembly("port_add_processor")
    public static native void addProcessor(int number);

    /** How many processors the machine has; 0: as many as are asked for, up to the most that there may be. */
    @Assembly("port_processors")
    static native int processors();

    /**
     * Starts one more of them, whose CPU structure is that of {@code thread}: it begins in {@code java_core_main} as that thread, on its
     * stack. One at a time: {@link #join} says that it has begun. Less than 0 for an error.
     */
    @Assembly("port_start_core")
    public static native long startCore(long thread);

    /** Makes what the running core is ticked by, and, if {@code several} is not 0, woken. Less than 0 for an error. */
    @Assembly("port_join")
    public static native long join(int several);

    /** Wakes a core, named by its CPU structure, from {@link #idle}; to be called by whoever took its SLEEPS away. */
    @Assembly("port_wake")
    public static native void wake(long cpu);

    /** As a tick for whatever runs on another core. */
    @Assembly("port_interrupt")
    public static native void interrupt(long cpu);

    /**
     * The running core looks up anew where these pages are: to be called for pages of another core's part of memory, which may have given
     * them back and taken others since this one looked last.
     */
    @Assembly("port_forget_translations")
    public static native void forgetTranslations(long address, long size);

    /** Starts the ticks of the running core that set the guard word of the running thread and its REQUEST_SWITCH; period in nanoseconds, 0: stop. */
    @Assembly("port_tick")
    public static native void tick(long period);
}
