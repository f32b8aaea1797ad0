package obol.shell.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.channels.ChannelException;
import obol.shell.language.OperatingSystem;
import obol.system.bridge.PipeEnds;
import obol.system.files.FileException;
import obol.system.files.Status;
import obol.system.files.Transfer;
import obol.system.namespace.Namespace;
import obol.system.namespace.PathName;
import obol.system.posix.ThisProcess;
import obol.system.processes.ProcessException;
import obol.system.processes.Processes;
import obol.system.processes.Start;

/** The shell's system on Obol. Owns its endpoint of the process service. */
public final class ObolSystem implements OperatingSystem, AutoCloseable {
    private static final String PROGRAM_LINE = "#!program ";
    /** Bytes of a file in which the line of a program stands. */
    private static final int LINE_MOST = 256;
    private static final String SCRIPT_PROGRAM = "sh";
    private static final String NOTHING = "/dev/null";
    private static final String CONSOLE = "/dev/cons";
    private static final int PIPE_BYTES = 64 << 10;
    private static final int PERMISSIONS = 0666;

    private final Namespace namespace;
    private final Processes processes;
    private final Map<String, Inside> inside;
    private final int number;

    /**
     * @param namespace the shell's own: {@code bind}, {@code mount} and {@code unmount} change it
     * @param changed runs after such a change
     */
    public ObolSystem(Namespace namespace, Processes processes, Runnable changed) {
        this.namespace = namespace;
        this.processes = processes;
        inside = NamespaceCommands.of(namespace, changed);
        number = processes.self();
    }

    /** A standard file of the process that this runs in: {@code /dev/null} in place of one that it was born without. */
    public SharedFile descriptor(int descriptor) {
        obol.system.files.OpenFile file = ThisProcess.share(descriptor);
        try {
            return file != null ? new SharedFile(file) : open(NOTHING, descriptor == 0 ? OpenMode.READ : OpenMode.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(NOTHING + ": " + e.getMessage());
        }
    }

    @Override
    public long pid() {
        return number;
    }

    @Override
    public Map<String, Inside> inside() {
        return inside;
    }

    @Override
    public Program start(String file, List<String> arguments, Map<String, String> environment, String directory, Streams streams) throws IOException {
        String program = program(file);
        List<String> operands = new ArrayList<>(arguments.subList(1, arguments.size()));
        if (program == null) {
            program = SCRIPT_PROGRAM;
            operands.add(0, file);
        }
        return start(new Start(program, PathName.last(file), operands, new LinkedHashMap<>(environment), directory, namespace.lines(), 0), streams);
    }

    /** Starts a program in whatever namespace. */
    public Program start(Start start, Streams streams) throws IOException {
        Start lasting = start.with(SharedFile.lasting(streams));
        try {
            return new StartedProgram(SharedFile.with(streams, (in, out, err) -> processes.start(lasting, in, out, err)));
        } catch (ProcessException e) {
            throw new IOException(e.getMessage());
        } catch (ChannelException e) {
            throw SharedFile.failure(Transfer.failure(e));
        }
    }

    /** The program that a file names, or null if it is a script. */
    private String program(String file) throws IOException {
        byte[] first;
        try (SharedFile open = open(file, OpenMode.READ)) {
            first = open.read(LINE_MOST);
        }
        String text = new String(first, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        return end < 0 || !text.startsWith(PROGRAM_LINE) ? null : text.substring(PROGRAM_LINE.length(), end).strip();
    }

    @Override
    public SharedFile open(String path, OpenMode mode) throws IOException {
        try {
            if (mode == OpenMode.READ) return new SharedFile(namespace.open(path, obol.system.files.OpenMode.READ));
            boolean append = mode == OpenMode.APPEND;
            return new SharedFile(openToWrite(path, new obol.system.files.OpenMode(false, true, !append, append, false, false, false)));
        } catch (FileException e) {
            throw SharedFile.failure(e);
        }
    }

    /** A file that is there, to be read and written. */
    SharedFile openBoth(String path) throws IOException {
        try {
            return new SharedFile(namespace.open(path, new obol.system.files.OpenMode(true, true, false, false, false, false, false)));
        } catch (FileException e) {
            throw SharedFile.failure(e);
        }
    }

    /** Whether this open file is the console. */
    public boolean isConsole(SharedFile file) {
        try {
            Status console = namespace.status(CONSOLE, true);
            Status own = file.status();
            return own.path() == console.path() && own.name().equals(console.name()) && own.created() == console.created();
        } catch (FileException e) {
            return false;
        }
    }

    /** A file that is there is opened also where none may be made. */
    private obol.system.files.OpenFile openToWrite(String path, obol.system.files.OpenMode mode) throws FileException {
        try {
            return namespace.open(path, mode);
        } catch (FileException e) {
            if (!e.isNotFound()) throw e;
            return namespace.create(path, PERMISSIONS, mode);
        }
    }

    @Override
    public Pipe pipe() {
        PipeEnds ends = PipeEnds.open(PIPE_BYTES);
        return new Pipe(new SharedFile(ends.reader()), new SharedFile(ends.writer()));
    }

    @Override
    public List<String> list(String directory) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            for (Status entry : namespace.list(directory)) names.add(entry.name());
        } catch (FileException e) {
            throw SharedFile.failure(e);
        }
        return names;
    }

    /** Whoever is granted something by the mode's bits is taken to be the shell's user: a machine has one. */
    @Override
    public FileStatus status(String path) {
        try {
            Status status = namespace.status(path, true);
            int mode = status.mode();
            return new FileStatus(status.isDirectory(), !status.isDirectory(), status.length(), (mode & 0444) != 0, (mode & 0222) != 0, (mode & 0111) != 0);
        } catch (FileException e) {
            return null;
        }
    }

    @Override
    public void close() {
        processes.close();
    }
}
