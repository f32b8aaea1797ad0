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

    /** An account of all that processes have, as lines: what there is, and the last one {@code clean}, or {@code fault} and what is wrong. */
    String check();

    /**
     * Memory for one use.
     *
     * @param name  a word
     * @param used  in bytes, as is {@code limit}
     */
    record Memory(String name, long used, long limit) {
    }
}
