package obol.shell.invocation;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One call of a utility. Used by one thread. */
public final class Invocation {
    /** A utility. Gives its status; a failed write to standard output may be thrown on and ends it. */
    public interface Utility {
        int run(Invocation call) throws IOException, UsageException;
    }

    /** The operands or options are wrong; the utility ends with its status for errors. */
    public static final class UsageException extends Exception {
        public UsageException(String message) {
            super(message);
        }
    }

    /** What is done with an open file. */
    public interface FileAction {
        void accept(InputStream in) throws IOException;
    }

    private static final List<String> HELP = List.of("--help");
    /** To these every word is an operand. */
    private static final Set<String> NO_OPTIONS = Set.of("echo", "test", "true", "false");
    /** The manual's section of programs. */
    private static final String PROGRAMS = "1";

    public final String name;
    public final List<String> operands;
    public final InputStream in;
    public final Output out;
    private final OutputStream err;
    private final Surroundings surroundings;
    private final int errorStatus;
    private boolean failed;

    private Invocation(String name, List<String> operands, Surroundings surroundings, InputStream in, OutputStream out, OutputStream err, int errorStatus) {
        this.surroundings = surroundings;
        this.name = name;
        this.operands = List.copyOf(operands);
        this.in = in;
        this.out = new Output(out);
        this.err = err;
        this.errorStatus = errorStatus;
    }

    /** Runs a utility as the process: on its streams, then ends it with the status. */
    public static void main(String name, int errorStatus, Utility utility, String[] operands) {
        int status = run(name, errorStatus, utility, List.of(operands), Surroundings.OWN, new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
        if (status != 0) System.exit(status);
    }

    /**
     * Runs a utility on any streams, which stay open.
     *
     * @param errorStatus what it ends with when it is called wrongly or a file failed: 1, or 2 where 1 says something else
     */
    public static int run(String name, int errorStatus, Utility utility, List<String> operands, Surroundings surroundings,
            InputStream in, OutputStream out, OutputStream err) {
        Invocation call = new Invocation(name, operands, surroundings, in, out, err, errorStatus);
        try {
            int status = call.isQuestion() ? call.answer() : utility.run(call);
            call.out.flush();
            return call.failed ? errorStatus : status;
        } catch (UsageException e) {
            call.complain(e.getMessage());
        } catch (Output.ClosedException e) {
            return errorStatus; // nobody reads the output: nothing is left to be done or said
        } catch (IOException e) {
            call.complain(ErrorText.of(e));
        }
        try {
            call.out.flush();
        } catch (IOException e) {
            // the error before this one has been told
        }
        return errorStatus;
    }

    /** Whether only {@code --help} was given, to one to which that is not an operand. */
    private boolean isQuestion() {
        return operands.equals(HELP) && !NO_OPTIONS.contains(name);
    }

    /** Prints the synopsis of the utility's page. */
    private int answer() throws IOException {
        List<ManualPage> pages = ManualPage.of(this, PROGRAMS, name);
        if (pages.isEmpty()) {
            complain("no page");
        }
        for (ManualPage page : pages) {
            for (String line : page.synopsis()) {
                out.print(line + "\n");
            }
        }
        return failed ? errorStatus : 0;
    }

    /** Writes {@code NAME: message} on standard error; the utility goes on, and ends with its status for errors. */
    public void complain(String message) {
        failed = true;
        note(message);
    }

    /** Ends with the status for errors, without a word. */
    public void fail() {
        failed = true;
    }

    /** Forgets errors: what was asked for has been found all the same. Gives status 0. */
    public int succeed() {
        failed = false;
        return 0;
    }

    /** Writes {@code NAME: message} on standard error, where it is no error. */
    public void note(String message) {
        say(name + ": " + message);
    }

    /** Writes a line on standard error. */
    public void say(String line) {
        try {
            out.flush();
            err.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // nobody reads standard error: the status says it all the same
        }
    }

    /** {@code NAME: FILE: what is wrong}. */
    public void complain(String file, IOException e) {
        complain(file + ": " + ErrorText.of(e));
    }

    /** Hands over a file, or standard input for {@code -}; says so when it fails. True when it went well. */
    public boolean withInput(String file, FileAction action) throws Output.ClosedException {
        try {
            if (file.equals("-")) {
                action.accept(in);
            } else {
                try (InputStream opened = open(file)) {
                    action.accept(opened);
                }
            }
            return true;
        } catch (Output.ClosedException e) {
            throw e;
        } catch (IOException e) {
            complain(file, e);
            return false;
        }
    }

    /** The file that the user calls so. */
    public Path path(String file) {
        return surroundings.path(file);
    }

    public Map<String, String> environment() {
        return surroundings.environment();
    }

    /** The number of the process. */
    public int processNumber() {
        return surroundings.number();
    }

    /** A file to be read. */
    public InputStream open(String file) throws IOException {
        Path path = path(file);
        if (Files.isDirectory(path)) throw new IOException(ErrorText.IS_A_DIRECTORY);
        return Files.newInputStream(path);
    }
}
