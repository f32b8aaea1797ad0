package obol.system.processes;

import java.util.List;
import obol.channels.Contract;
import obol.channels.Opens;
import obol.system.files.OpenFile;

/** The process service as one process sees it. */
public interface Processes extends Contract {
    /** Starts a program with these three open files. They are given away, also when this fails. */
    @Opens Child start(Start start, OpenFile in, OpenFile out, OpenFile err) throws ProcessException;

    /** The caller's own number. */
    int self();

    /** What the caller has open and mounted now: answers {@code /proc/N/fd} and {@code /proc/N/ns}. */
    void posted(String directory, List<String> namespace, List<Descriptor> files);

    /** A line of {@code /proc/N/fd}. */
    record Descriptor(int number, String mode, long offset, String path) {}

    /** Ends the machine with a status of 0 to 255; allowed to descendants of the console's shell, who gave it as {@code halt}. */
    void halt(int status) throws ProcessException;
}
