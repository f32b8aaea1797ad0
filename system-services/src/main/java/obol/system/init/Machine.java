package obol.system.init;

import java.util.List;
import java.util.Map;
import obol.channels.Waitable;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.system.processes.ProcessException;

/** What the first process needs of the machine below it: the nucleus, or a table in tests. Nothing here waits. */
interface Machine {
    /** No core in particular. */
    int ANY_CORE = -1;

    /** Names of the programs of the image. */
    List<String> programs();

    /** What the image knows of a program beyond its name; {@link Manifest#NONE} if nothing. */
    Manifest manifest(String program);

    /**
     * Starts a program of the image; its process's number.
     *
     * @param heap  most bytes of heap, 0 for the usual limit
     * @param names the process's link to the name service; given away, as is {@code birth}, also when this fails
     * @param sponsor process whose limits hold for this one, too; 0: the first one
     * @param core    where it is to be, from 0; {@link #ANY_CORE}: wherever there are the least processes
     */
    int start(String program, List<String> arguments, long heap, Link names, Message birth, int sponsor, int core) throws ProcessException;

    /** How many cores there are. */
    int cores();

    /** The core that a process is on, from 0; -1 if there is no such process. */
    int core(int process);

    /** Sets a limit of a process, other than the first one; what it has already it keeps. False if it cannot be that. */
    boolean limit(int process, Limit what, long value);

    /** The least of the limits that hold for the process; 0 if it has ended. */
    long limit(int process, Limit what);

    /** What the process and all that it has started, as far as limits hold for them together, have; 0 if it has ended. */
    long used(int process, Limit what);

    /** Ends a process, wherever it is, with {@link ProcessTable#KILLED} or another status. No effect if it has ended. */
    void kill(int process, int status);

    /** Keeps a process from running, or lets it run again. */
    void stop(int process, boolean stopped);

    /** Null if there is no such process. */
    Facts facts(int process);

    /** The channels of which a process has the client's end; empty if there is no such process. */
    List<ChannelTraffic.Connection> connections(int process);

    /** The stacks of all threads of a process now: {@code thread N}, and a line for each frame; empty if there is no such process. */
    String stacks(int process);

    /** The memory of a process; empty if there is no such process. */
    List<Area> areas(int process);

    /**
     * Adds the objects in a part of a process's heap to what was found of each class: how many, and their bytes. Gives where to go on, 0:
     * that was all; less: the process has ended, or is in the middle of a collection. Begin with 0.
     */
    long objects(int process, long from, Map<String, long[]> found);

    /** Begins or ceases to note the messages to a process. False if they cannot be noted. */
    boolean note(int process, boolean noted);

    /** The messages that were noted since the last time, to whatever process. */
    List<ChannelTraffic.Sent> sent();

    /** The devices that are known. */
    List<Device> devices();

    /** Ready when a process has ended that {@link #nextEnd} has not given yet. */
    Waitable ends();

    /** The next process that has ended, null if there is none now. The machine forgets it. */
    End nextEnd();

    /** Nanoseconds since 1970. */
    long now();

    /** A line for the system's log, without a newline. */
    void log(String line);

    /** Bounds the heaps of all processes together; bytes. Before there are any but the servers that are needed to hear of it. */
    void limitMemory(long bytes);

    /** Ends the machine, or starts it again: {@code Outside.RESTART}. */
    void halt(int status);

    /**
     * How a process ended.
     *
     * @param reason {@code exit}, {@code exception}, {@code killed}
     * @param trace  see {@code Child.Ended}
     * @param last   its facts at the end
     */
    record End(int process, String reason, int status, String trace, Facts last) {
        static final String EXCEPTION = "exception";
    }

    /**
     * A device.
     *
     * @param kind   what it is, in a word
     * @param line   of its interrupts
     * @param driver the process that drives it, 0: none
     */
    record Device(String kind, int line, int driver) {
    }

    /**
     * A piece of a process's memory.
     *
     * @param kind  {@code nursery}, {@code survivors}, {@code mature}, {@code large}, {@code marking}, {@code stack}, {@code statics}, {@code exchange}
     * @param from  address
     */
    record Area(String kind, long from, long bytes) {
    }

    /**
     * What a process has and does now.
     *
     * @param state     {@code running}, {@code ready}, {@code waiting}, {@code stopped}, {@code dead}
     * @param heap      bytes, as are {@code heapMost} and {@code exchange}
     * @param cpuMicros processor time so far
     * @param started   microseconds since 1970
     * @param initializers how many initialisers of classes have been begun, and {@code initializersMicros} processor time in them
     */
    record Facts(String state, int threads, long heap, long heapMost, long exchange, int handles, long cpuMicros, long started,
            int initializers, long initializersMicros) {
    }
}
