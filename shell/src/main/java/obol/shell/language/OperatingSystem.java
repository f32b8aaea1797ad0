package obol.shell.language;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What the language needs of the system that it runs on. Paths are absolute. An {@code IOException}'s message is what
 * the user reads after the path: {@code file does not exist}, {@code permission denied}.
 */
public interface OperatingSystem {
    /** A file, or one end of a pipe, open for this shell; programs started with it share it. */
    interface OpenFile extends AutoCloseable {
        /** Writes all bytes; waits as long as a pipe is full. Throws {@link BrokenPipe} when nobody can read the pipe any more. */
        void write(byte[] bytes) throws IOException;

        /** Ends the shell's own use of it; programs started with it keep theirs. */
        @Override
        void close();
    }

    /** Nobody can read what is written; the writer stops without a word. */
    final class BrokenPipe extends IOException {
        public BrokenPipe() {
            super("nobody reads");
        }
    }

    record Pipe(OpenFile reader, OpenFile writer) {}

    /** The three streams of a program. */
    record Streams(OpenFile in, OpenFile out, OpenFile err) {
        OpenFile of(int descriptor) {
            return descriptor == 0 ? in : descriptor == 1 ? out : err;
        }

        Streams with(int descriptor, OpenFile file) {
            return new Streams(descriptor == 0 ? file : in, descriptor == 1 ? file : out, descriptor == 2 ? file : err);
        }
    }

    /** A started program. */
    interface Program {
        long pid();

        /**
         * Waits for its end. Gives its status: 0-127, or 128+n when it was ended by n (130 Ctrl-C, 137 kill). May be asked again. For
         * the thread that started it.
         *
         * @throws InterruptedException when {@link #stopWaiting} is called meanwhile, or was called before
         */
        int await() throws InterruptedException;

        /** Lets {@link #await} throw: the one under way, or else the next one. For any thread. */
        void stopWaiting();

        /** Whether {@link #await} would not wait. For the thread that started it. */
        boolean ended();

        /** What Ctrl-C does to it. May be called by any thread, and after its end. */
        void interrupt();
    }

    enum OpenMode { READ, TRUNCATE, APPEND }

    /** @param size in bytes */
    record FileStatus(boolean directory, boolean regular, long size, boolean readable, boolean writable, boolean executable) {}

    /**
     * Starts the program in a file.
     *
     * @param arguments the first is the program's name as the user wrote it
     * @param directory its working directory
     * @throws IOException when the file cannot be run: no program, or refused by the verifier
     */
    Program start(String file, List<String> arguments, Map<String, String> environment, String directory, Streams streams) throws IOException;

    /** Opens a file; TRUNCATE and APPEND create it where it is not there. */
    OpenFile open(String path, OpenMode mode) throws IOException;

    Pipe pipe() throws IOException;

    /** The names in a directory, without {@code .} and {@code ..}, in any order. */
    List<String> list(String directory) throws IOException;

    /** What stands at the path, links followed; null when there is nothing. */
    FileStatus status(String path);

    /** The shell's own process. */
    long pid();

    /** A command that the shell runs itself, as it changes something that belongs to the shell. It reads no input. */
    interface Inside {
        /**
         * Runs it and gives its status. The message of an exception is shown behind the command's name, and the status is then 1.
         *
         * @param directory the working directory
         */
        int run(List<String> operands, String directory, Streams streams) throws IOException;
    }

    /** What this system has inside the shell beside what every shell has, by name. */
    default Map<String, Inside> inside() {
        return Map.of();
    }
}
