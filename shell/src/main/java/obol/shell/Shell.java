package obol.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import obol.channels.Services;
import obol.shell.language.Interpreter;
import obol.shell.language.OperatingSystem.OpenMode;
import obol.shell.language.OperatingSystem.Streams;
import obol.shell.language.Parser;
import obol.shell.language.Paths;
import obol.shell.system.Console;
import obol.shell.system.ObolSystem;
import obol.shell.system.SharedFile;
import obol.system.posix.ThisProcess;
import obol.system.processes.Processes;

/**
 * The program {@code sh}: {@code sh -c COMMANDS [NAME [WORD…]]}, {@code sh FILE [WORD…]}, or {@code sh} alone, which reads commands from
 * standard input, and converses if that is the console with a person in front of it.
 */
public final class Shell {
    private static final String NAME = "sh";
    private static final int USAGE = 2;
    private static final int NO_SCRIPT = 127;
    private static final int BROKEN = 1;
    private static final int PIECE = 32 << 10;

    private final ObolSystem system;
    private final Map<String, String> environment;
    private final String directory;
    private final SharedFile in;
    private final SharedFile out;
    private final SharedFile err;

    public static void main(String[] arguments) {
        ObolSystem system = new ObolSystem(ThisProcess.namespace(), Services.connect(Processes.class, "processes"), ThisProcess::changed);
        Shell shell = new Shell(system, ThisProcess.environment(), ThisProcess.directory(), system.descriptor(0), system.descriptor(1),
                system.descriptor(2));
        System.exit(shell.run(List.of(arguments)));
    }

    /**
     * @param environment the process's variables, which become the shell's own and stay the same map
     * @param directory the working directory, absolute
     */
    Shell(ObolSystem system, Map<String, String> environment, String directory, SharedFile in, SharedFile out, SharedFile err) {
        this.system = system;
        this.environment = environment;
        this.directory = directory;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Runs it as the process, which then ends with its status. */
    int run(List<String> arguments) {
        if (arguments.isEmpty()) {
            Console console = Console.of(system, in);
            return console != null ? converse(console) : runInput(interpreter(NAME, List.of()));
        }
        String first = arguments.get(0);
        if (first.equals("-c")) {
            if (arguments.size() < 2) return complain("-c wants commands", USAGE);
            String name = arguments.size() > 2 ? arguments.get(2) : NAME;
            return interpreter(name, arguments.subList(Math.min(arguments.size(), 3), arguments.size())).run(arguments.get(1));
        }
        if (first.startsWith("-") && first.length() > 1) return complain(first + ": unknown option", USAGE);
        String script;
        try {
            script = contents(Paths.resolve(directory, first));
        } catch (IOException e) {
            return complain(first + ": " + e.getMessage(), NO_SCRIPT);
        }
        return interpreter(first, arguments.subList(1, arguments.size())).run(script);
    }

    private Interpreter interpreter(String name, List<String> parameters) {
        return new Interpreter(system, name, parameters, environment, directory, new Streams(in, out, err));
    }

    private String contents(String path) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SharedFile file = system.open(path, OpenMode.READ)) {
            for (byte[] piece = file.read(PIECE); piece.length > 0; piece = file.read(PIECE)) bytes.writeBytes(piece);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** With whoever is at the console, which this takes over. */
    private int converse(Console console) {
        Interpreter interpreter = interpreter(NAME, List.of());
        try (console) {
            console.start(interpreter::interrupt);
            return new Dialogue(system, interpreter, in, out, console).run();
        } catch (IOException e) {
            return complain("console: " + e.getMessage(), BROKEN);
        }
    }

    /** Runs commands as they are read, so that what a program reads behind its own line is not the shell's. */
    private int runInput(Interpreter interpreter) {
        StringBuilder commands = new StringBuilder();
        int firstLine = 1;
        int status = 0;
        try {
            for (String line = line(); line != null; line = line()) {
                commands.append(line);
                if (Parser.wantsMore(commands.toString())) continue;
                status = interpreter.run(commands.toString(), firstLine);
                if (interpreter.exited() || interpreter.misread()) return status;
                for (int i = 0; i < commands.length(); i++) if (commands.charAt(i) == '\n') firstLine++;
                commands.setLength(0);
            }
        } catch (IOException e) {
            return complain("standard input: " + e.getMessage(), BROKEN);
        }
        return commands.length() == 0 ? status : interpreter.run(commands.toString(), firstLine);
    }

    /** The next line of standard input with its end; null behind the last. Byte by byte: the rest is not the shell's. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] next = in.read(1);
        while (next.length > 0 && next[0] != '\n') {
            line.write(next[0]);
            next = in.read(1);
        }
        if (next.length > 0) line.write('\n');
        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
    }

    private int complain(String message, int status) {
        try {
            err.write((NAME + ": " + message + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // nobody reads standard error: the status says it all the same
        }
        return status;
    }
}
