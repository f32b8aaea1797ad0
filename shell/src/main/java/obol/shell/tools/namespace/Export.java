package obol.shell.tools.namespace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import obol.channels.NoService;
import obol.channels.Services;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;
import obol.shell.language.OperatingSystem;
import obol.shell.language.OperatingSystem.Streams;
import obol.shell.system.ObolSystem;
import obol.system.files.Files;
import obol.system.namespace.Namespace;
import obol.system.namespace.PathName;
import obol.system.posix.ThisProcess;
import obol.system.processes.Processes;
import obol.system.processes.Start;

/**
 * {@code export [-r] DIRECTORY NAME}: serves what this process sees at a directory as the file service NAME, until the process {@code
 * export} that does so is killed; with {@code -r} nothing can be changed there. It has a folder in {@code /srv} then, by which it is mounted:
 * {@code mount /srv/NAME DIRECTORY} here, or by that folder on a machine that has mounted this one. Ends when NAME is served.
 */
public final class Export {
    private static final String PROGRAM = "system/export";
    private static final long PAUSE = 5;

    private Export() {}

    public static void main(String[] arguments) {
        Invocation.main("export", 1, Export::run, arguments);
    }

    public static int run(Invocation call) throws UsageException, IOException {
        Options options = Options.parse(call.operands, "r", "");
        options.count(2, 2);
        String name = options.operands().get(1);
        if (name.indexOf('/') >= 0) throw new UsageException(name + ": not a name");
        if (serves(name)) throw new IOException(name + ": there is a service of this name");
        List<String> words = new ArrayList<>();
        words.add(absolute(options.operands().get(0)));
        words.add(name);
        if (options.has('r')) words.add("-r");
        Namespace namespace = ThisProcess.namespace();
        Start start = new Start(PROGRAM, "export", words, call.environment(), "/", namespace.lines(), 0);
        try (ObolSystem system = new ObolSystem(namespace, Services.connect(Processes.class, "processes"), () -> { })) {
            Streams streams = new Streams(system.descriptor(0), system.descriptor(1), system.descriptor(2));
            OperatingSystem.Program exporter = system.start(start, streams);
            while (!serves(name)) {
                if (exporter.ended()) return exporter.await();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException stopped) {
            throw new IOException(stopped.getMessage());
        }
        return 0;
    }

    private static String absolute(String directory) {
        return PathName.canonical(directory.startsWith("/") ? directory : ThisProcess.directory() + "/" + directory);
    }

    private static boolean serves(String name) {
        try {
            Services.connect(Files.class, name).close();
            return true;
        } catch (NoService none) {
            return false;
        }
    }
}
