package obol.shell.tools.namespace;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import obol.channels.Services;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;
import obol.shell.language.OperatingSystem.Streams;
import obol.shell.system.ObolSystem;
import obol.system.namespace.Namespace;
import obol.system.posix.ThisProcess;
import obol.system.processes.Processes;
import obol.system.processes.Start;

/**
 * {@code newns [-ax] [-n FILE] [COMMAND [ARGUMENT…]]}: runs a command, or a shell, in a new namespace, which a file makes; without
 * {@code -n} that with which the system boots. With {@code -a} the file adds to the present one; alone, {@code -a} is the present one.
 * {@code -x} closes it: the command, and whatever it starts, can mount nothing more. Status is the command's.
 */
public final class Newns {
    private static final String BOOT = "/lib/namespace";
    private static final String SHELL = "sh";
    /** The command's words are the shell's arguments, which stay as they are. */
    private static final List<String> COMMAND = List.of("-c", "\"$@\"", "newns");

    private Newns() {}

    public static void main(String[] arguments) {
        Invocation.main("newns", 1, Newns::run, arguments);
    }

    public static int run(Invocation call) throws UsageException, IOException {
        Options options = Options.parse(call.operands, "ax", "n");
        Namespace present = ThisProcess.namespace();
        List<String> start = options.has('a') ? present.lines() : List.of();
        NamespaceFile made = new NamespaceFile(name -> Files.readAllBytes(call.path(name)), call.environment()::get, start);
        if (options.has('n') || !options.has('a')) made.add(options.value('n', BOOT));
        List<String> lines;
        try {
            lines = new ArrayList<>(made.lines());
        } catch (IllegalArgumentException wrong) {
            throw new IOException(wrong.getMessage());
        }
        if (options.has('x') && !lines.contains("close")) lines.add("close");
        List<String> words = new ArrayList<>();
        if (!options.operands().isEmpty()) {
            words.addAll(COMMAND);
            words.addAll(options.operands());
        }
        Start shell = new Start(SHELL, SHELL, words, call.environment(), ThisProcess.directory(), lines, 0);
        try (ObolSystem system = new ObolSystem(present, Services.connect(Processes.class, "processes"), () -> { })) {
            return system.start(shell, new Streams(system.descriptor(0), system.descriptor(1), system.descriptor(2))).await();
        } catch (InterruptedException stopped) {
            throw new IOException(stopped.getMessage());
        }
    }
}
