package obol.shell.tools.namespace;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import obol.channels.NoService;
import obol.channels.Services;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;
import obol.shell.language.OperatingSystem;
import obol.shell.language.OperatingSystem.OpenMode;
import obol.shell.language.OperatingSystem.Streams;
import obol.shell.system.ObolSystem;
import obol.shell.system.SharedFile;
import obol.system.dial.Announcement;
import obol.system.dial.Dial;
import obol.system.namespace.PathName;
import obol.system.posix.ThisProcess;
import obol.system.processes.Processes;
import obol.system.processes.Start;
import obol.system.servers.export.SubtreeExporter;

/**
 * {@code export [-rv] DIRECTORY NAME}: serves what this process sees at a directory as the file service NAME, until the process {@code
 * export} that does so is killed; with {@code -r} nothing can be changed there. It has a folder in {@code /srv} then, by which it is mounted:
 * {@code mount /srv/NAME DIRECTORY} here, or by that folder on a machine that has mounted this one. Ends when NAME is served.
 *
 * <p>A NAME like {@code tcp!*!564} is an address at which clients of 9P are served instead; {@code -v} prints which it is.
 */
public final class Export {
    private static final String PROGRAM = "system/export";
    private static final long PAUSE = 5;

    private final Invocation call;
    private final String directory;
    private final String readOnly;

    private Export(Invocation call, String directory, boolean readOnly) {
        this.call = call;
        this.directory = PathName.canonical(directory.startsWith("/") ? directory : ThisProcess.directory() + "/" + directory);
        this.readOnly = readOnly ? SubtreeExporter.READ_ONLY : "";
    }

    public static void main(String[] arguments) {
        Invocation.main("export", 1, Export::run, arguments);
    }

    public static int run(Invocation call) throws UsageException, IOException {
        Options options = Options.parse(call.operands, "rv", "");
        options.count(2, 2);
        String name = options.operands().get(1);
        boolean isAddress = name.indexOf('!') >= 0;
        if (!isAddress && name.indexOf('/') >= 0) throw new UsageException(name + ": not a name");
        Export export = new Export(call, options.operands().get(0), options.has('r'));
        try (ObolSystem system = new ObolSystem(ThisProcess.namespace(), Services.connect(Processes.class, "processes"), () -> { })) {
            return isAddress ? export.atAddress(system, name, options.has('v')) : export.asService(system, name);
        } catch (InterruptedException stopped) {
            throw new IOException(stopped.getMessage());
        }
    }

    private int asService(ObolSystem system, String name) throws IOException, InterruptedException {
        if (serves(name)) throw new IOException(name + ": there is a service of this name");
        OperatingSystem.Program exporter = start(system, system.descriptor(0), List.of(directory, name, readOnly));
        while (!serves(name)) {
            if (exporter.ended()) return exporter.await();
            Thread.sleep(PAUSE);
        }
        return 0;
    }

    /** The address is taken here, so that this process tells errors; the other one goes on with the conversation, which it has open. */
    private int atAddress(ObolSystem system, String address, boolean told) throws IOException {
        if (!Files.isDirectory(call.path(directory))) throw new IOException(directory + ": not a directory");
        try (Announcement announced = Dial.announce(address)) {
            String conversation = announced.directory().toString();
            try (SharedFile control = system.open(conversation + "/ctl", OpenMode.READ)) {
                start(system, control, List.of(directory, "export." + call.processNumber(), readOnly, conversation));
            }
            if (told) call.out.print("export: " + announced.local() + "\n");
        }
        return 0;
    }

    private OperatingSystem.Program start(ObolSystem system, SharedFile in, List<String> words) throws IOException {
        Start start = new Start(PROGRAM, "export", words, call.environment(), "/", ThisProcess.namespace().lines(), 0);
        return system.start(start, new Streams(in, system.descriptor(1), system.descriptor(2)));
    }

    private static boolean serves(String name) {
        try {
            Services.connect(obol.system.files.Files.class, name).close();
            return true;
        } catch (NoService none) {
            return false;
        }
    }
}
