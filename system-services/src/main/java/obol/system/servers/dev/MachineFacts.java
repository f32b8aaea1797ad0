package obol.system.servers.dev;

import java.util.List;

/** What {@code /dev} tells of the machine: from the nucleus, or made up in tests. */
public interface MachineFacts {
    /** The image's build id. */
    String build();

    /** Nanoseconds since 1970-01-01 UTC. */
    long now();

    /** Fills the array with random bytes that nobody can foresee. */
    void random(byte[] bytes);

    /** The machine's memory, in total first and then by what it is used for. */
    List<Memory> memory();

    /** The cores, in the order of their numbers. */
    List<Core> cores();

    /** An account of all that processes have, as lines: what there is, and the last one {@code clean}, or {@code fault} and what is wrong. */
    String check();

    /**
     * What a core has done since its start.
     *
     * @param switches   of threads
     * @param messages   calls and replies
     * @param interrupts ticks and interrupts that a running thread has seen to
     * @param idle       nanoseconds without work
     */
    record Core(int number, long switches, long messages, long interrupts, long idle) {
    }

    /**
     * Memory for one use.
     *
     * @param name  a word
     * @param used  in bytes, as is {@code limit}
     */
    record Memory(String name, long used, long limit) {
    }
}
