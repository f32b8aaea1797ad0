package obol.nucleus.abi;

import obol.layout.SipLayout;
import obol.layout.TrafficLayout;
import obol.nucleus.Memory;
import obol.nucleus.Program;
import obol.nucleus.Utf8;
import obol.nucleus.classes.Hubs;
import obol.nucleus.stack.StackTraces;

/** A process that this one has made. Used by one thread. */
public final class Child {
    public static final int ANY_CORE = -1;

    private final int number;

    private Child(int number) {
        this.number = number;
    }

    /**
     * Starts a program of the image.
     *
     * @param quota bytes of heap
     * @throws IllegalArgumentException if there is no program of this name
     * @throws IllegalStateException if there is no memory for another process, or a limit of processes or threads is reached
     */
    public static Child start(String program, long quota, String... arguments) {
        return start(program, quota, 0, 0, arguments);
    }

    /** As {@link #start(String, long, String...)}; {@code birth} and {@code sponsor} are as for {@link Processes#create}; birth stays if this fails. */
    public static Child start(String program, long quota, long birth, int sponsor, String... arguments) {
        return start(program, quota, birth, sponsor, ANY_CORE, arguments);
    }

    /** As {@link #start(String, long, long, int, String...)}, on this core, from 0; {@link #ANY_CORE}: wherever there are the least processes. */
    public static Child start(String program, long quota, long birth, int sponsor, int core, String... arguments) {
        int index = Program.find(program);
        if (index < 0) {
            throw new IllegalArgumentException("no program " + program);
        }
        StringBuilder text = new StringBuilder();
        for (String argument : arguments) {
            text.append(argument).append('\0');
        }
        byte[] bytes = Utf8.encode(text.toString());
        long block = ExchangeMemory.allocate(bytes.length + 1);
        long address = ExchangeMemory.address(block);
        int number = Processes.NO_MEMORY;
        if (address != 0) {
            for (int i = 0; i < bytes.length; i++) {
                Memory.putByte(address + i, bytes[i]);
            }
            number = Processes.create(index, block, bytes.length,
                    Math.min(quota, (1L << Processes.CORE_SHIFT) - 1) | (core + 1L) << Processes.CORE_SHIFT, birth, sponsor);
            ExchangeMemory.free(block);
        }
        if (number == Processes.NO_MORE) {
            throw new IllegalStateException("too many processes");
        }
        if (number == Processes.NO_MEMORY) {
            throw new IllegalStateException("no memory for a process of " + program);
        }
        return new Child(number);
    }

    public int number() {
        return number;
    }

    /** Ends it, wherever it is. */
    public void kill() {
        kill(SipLayout.STATUS_KILLED);
    }

    /** Ends it, wherever it is, with this status. */
    public void kill(int status) {
        Processes.kill(number, status);
    }

    /** Waits for its end so long, in nanoseconds; whether it has ended. */
    public boolean await(long nanoseconds) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        int result = Processes.await(number, Clock.monotonic() + nanoseconds);
        if (result == Processes.INTERRUPTED && Thread.interrupted()) {
            throw new InterruptedException();
        }
        return result == Processes.ENDED;
    }

    /** Whether nothing of it is left but what can be asked of it here. */
    public boolean hasEnded() {
        return Processes.info(number, Processes.LIFE) == SipLayout.LIFE_ENDED;
    }

    /** Why it ended: {@link SipLayout#REASON_EXIT} ...; {@link SipLayout#REASON_NONE} while it runs. */
    public int reason() {
        return (int) Processes.info(number, Processes.REASON);
    }

    public int status() {
        return (int) Processes.info(number, Processes.STATUS);
    }

    /** As {@link #stacks}, when it was killed or an exception ended it, that of the exception first. */
    public String trace() {
        return stacks(number);
    }

    /** The stacks of the threads of a process that this one may end, now, or when it ended: a line for each thread and for each frame. */
    public static String stacks(int number) {
        long[] words = new long[SipLayout.TRACE_MOST / Integer.BYTES];
        int count = (int) Traffic.observe(number, TrafficLayout.STACKS, words, Long.BYTES);
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < count) {
            int[] positions = new int[(int) words[at + 2]];
            for (int i = 0; i < positions.length; i++) {
                positions[i] = (int) words[at + 3 + i];
            }
            text.append("thread ").append(words[at]);
            if (words[at + 1] != 0) {
                text.append(' ').append(Hubs.name(words[at + 1]));
            }
            text.append('\n');
            for (StackTraceElement element : StackTraces.decode(positions)) {
                text.append("\tat ").append(element).append('\n');
            }
            at += 3 + positions.length;
        }
        return text.toString();
    }

    /** It has ended and nothing more is asked of it. */
    public void release() {
        Processes.release(number);
    }
}
