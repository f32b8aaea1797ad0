package obol.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import obol.channels.ChannelException;
import obol.channels.Loopback;
import obol.channels.Pending;
import obol.channels.Promise;
import obol.channels.Services;
import obol.shell.invocation.Surroundings;
import obol.shell.system.ObolSystem;
import obol.shell.system.SharedFile;
import obol.shell.tools.Ran;
import obol.styx.StyxException;
import obol.styx.ram.Directory;
import obol.styx.ram.RamTree;
import obol.styx.ram.Synthetic;
import obol.system.bridge.FileService;
import obol.system.carrier.Outside;
import obol.system.console.ConsoleServer;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Transfer;
import obol.system.namespace.Namespace;
import obol.system.processes.Child;
import obol.system.processes.ProcessException;
import obol.system.processes.Processes;
import obol.system.processes.Start;

/**
 * Obol on a JVM, to run transcripts of the shell: its processes are threads, everything between them goes over channels. One at a time.
 * A process that is killed is forgotten; its thread ends when it next waits.
 */
final class Machine implements AutoCloseable {
    private static final List<String> NAMESPACE = List.of("mount image /", "mount -c ram /tmp", "mount dev /dev", "mount -a console /dev",
            "mount proc /proc", "mount env /env");
    private static final int KILLED = 137;
    private static final int INTERRUPTED = 130;
    private static final int DIED = 134;

    private final RamTree proc = new RamTree();
    private final Map<String, FileService> services = new LinkedHashMap<>();
    private final TreeMap<Integer, Process> processes = new TreeMap<>();
    private final Thread console;
    private final ConsoleServer consoleServer;
    private int started;

    Machine(Person person) throws IOException {
        try {
            services.put("image", new FileService(image()));
            services.put("ram", new FileService(new RamTree()));
            services.put("dev", new FileService(devices()));
            services.put("proc", new FileService(proc));
        } catch (StyxException e) {
            throw new IOException(e);
        }
        CompletableFuture<ConsoleServer> opened = new CompletableFuture<>();
        console = new Thread(() -> {
            ConsoleServer server = new ConsoleServer(Loopback.of(Outside.class, person));
            opened.complete(server);
            server.run();
        }, "console");
        console.setDaemon(true);
        console.start();
        consoleServer = opened.join();
        new Process(null, new Start("init", "init", List.of(), Map.of(), "/", NAMESPACE, 0));
    }

    private static RamTree image() throws IOException, StyxException {
        RamTree tree = new RamTree();
        for (String name : List.of("dev", "env", "log", "n", "net", "proc", "srv", "tmp")) tree.root().directory(name);
        Directory bin = tree.root().directory("bin");
        List<String> programs = new ArrayList<>(Programs.BIN.keySet());
        programs.add("boom");
        for (String name : programs) bin.file(name, 0555, ("#!program " + name + "\n").getBytes(StandardCharsets.UTF_8));
        bin.file("script", 0555, "echo script $0 $1 $#\nexit 3\n".getBytes(StandardCharsets.UTF_8));
        Directory manual = tree.root().directory("man");
        try (DirectoryStream<Path> sections = Files.newDirectoryStream(Path.of("src/main/files/man"))) {
            for (Path section : sections) {
                Directory pages = manual.directory(section.getFileName().toString());
                try (DirectoryStream<Path> files = Files.newDirectoryStream(section)) {
                    for (Path file : files) pages.file(file.getFileName().toString(), 0444, Files.readAllBytes(file));
                }
            }
        }
        tree.root().directory("lib").file("sample", 0444, Files.readAllBytes(Path.of("src/main/files/lib/sample")));
        return tree;
    }

    private static RamTree devices() throws StyxException {
        RamTree tree = new RamTree();
        tree.root().synthetic("sysname", 0444, Synthetic.text(() -> "obol\n"));
        tree.root().synthetic("memory", 0444, Synthetic.text(() -> "total 1048576 268435456\n1 65536 1048576\n"));
        tree.root().synthetic("time", 0444, Synthetic.text(() -> System.currentTimeMillis() * 1000 + "\n"));
        tree.root().synthetic("null", 0666, Synthetic.command((user, text) -> { }));
        return tree;
    }

    /** Runs {@code sh} with these arguments on the console, to its end; gives its status. */
    int run(String... arguments) throws Exception {
        return start(arguments).get(20, TimeUnit.SECONDS);
    }

    CompletableFuture<Integer> start(String... arguments) throws Exception {
        Process init;
        synchronized (this) {
            init = processes.get(1);
        }
        Namespace namespace = init.namespace(NAMESPACE, Map.of());
        OpenMode both = new OpenMode(true, true, false, false, false, false, false);
        Start start = new Start("sh", "sh", List.of(arguments), Map.of("PATH", "/bin"), "/", NAMESPACE, 0);
        return new Process(init, start).run(namespace.open("/dev/cons", both), namespace.open("/dev/cons", both), namespace.open("/dev/errors", OpenMode.WRITE));
    }

    @Override
    public void close() throws InterruptedException {
        consoleServer.close();
        console.join(5000);
        if (console.isAlive()) throw new AssertionError("the console goes on");
    }

    private synchronized List<Process> all() {
        return new ArrayList<>(processes.values());
    }

    private final class Process implements Processes {
        private final Process parent;
        private final Start start;
        private final int number;
        private final CompletableFuture<Integer> end = new CompletableFuture<>();
        private final List<Promise<Child.Ended>> waiting = new ArrayList<>();
        private volatile Thread thread;
        private OpenFile[] files = {};
        private Directory directory;

        Process(Process parent, Start start) {
            this.parent = parent;
            this.start = start;
            synchronized (Machine.this) {
                number = ++started;
                processes.put(number, this);
                services.get("proc").run(this::show);
            }
        }

        private void show() {
            try {
                directory = proc.root().directory(Integer.toString(number));
                directory.synthetic("status", 0444, Synthetic.text(() -> "name " + start.name() + "\nstate running\nparent "
                        + (parent == null ? 0 : parent.number) + "\nthreads 1\nheap 2048\nheapmax 4096\ncpu-us 1500000\nstarted 0\n"));
                directory.synthetic("ctl", 0222, Synthetic.command((user, text) -> kill(KILLED)));
                directory.synthetic("ns", 0444, Synthetic.text(() -> String.join("\n", start.namespace()) + "\n"));
            } catch (StyxException e) {
                throw new IllegalStateException(e);
            }
        }

        private void hide() {
            try {
                for (String file : directory.names()) directory.remove(file);
                proc.root().remove(Integer.toString(number));
            } catch (StyxException e) {
                throw new IllegalStateException(e);
            }
        }

        Namespace namespace(List<String> lines, Map<String, String> environment) {
            return new Namespace("obol", lines, environment, name -> name.equals("console")
                    ? Services.connect(obol.system.files.Files.class, name)
                    : Loopback.of(obol.system.files.Files.class, services.get(name)));
        }

        CompletableFuture<Integer> run(OpenFile in, OpenFile out, OpenFile err) {
            files = new OpenFile[] {in, out, err};
            thread = new Thread(() -> {
                int status;
                try {
                    status = start.program().equals("sh") ? shell() : tool();
                } catch (RuntimeException e) {
                    status = died(e);
                }
                ended(status);
            }, start.name());
            thread.setDaemon(true);
            thread.start();
            return end;
        }

        private int shell() {
            Map<String, String> environment = new LinkedHashMap<>(start.environment());
            Namespace namespace = namespace(start.namespace(), environment);
            ObolSystem system = new ObolSystem(namespace, Loopback.of(Processes.class, this), () -> { });
            SharedFile[] shared = Arrays.stream(files).map(SharedFile::new).toArray(SharedFile[]::new);
            return new Shell(system, environment, start.directory(), shared[0], shared[1], shared[2]).run(start.arguments());
        }

        private int tool() {
            if (start.program().equals("boom")) throw new IllegalStateException("boom");
            NamespaceFiles tree = new NamespaceFiles(namespace(start.namespace(), new LinkedHashMap<>(start.environment())), start.directory());
            Surroundings surroundings = new Surroundings() {
                @Override
                public Path path(String name) {
                    return tree.path(name);
                }

                @Override
                public Map<String, String> environment() {
                    return start.environment();
                }

                @Override
                public int number() {
                    return Process.this.number;
                }
            };
            List<String> command = new ArrayList<>(List.of(start.program()));
            command.addAll(start.arguments());
            return Ran.run(command, surroundings, input(files[0]), output(files[1]), output(files[2]));
        }

        private int died(RuntimeException e) {
            if (end.isDone()) return KILLED;
            ByteArrayOutputStream trace = new ByteArrayOutputStream();
            e.printStackTrace(new PrintStream(trace, true, StandardCharsets.UTF_8));
            try {
                output(files[2]).write(trace.toByteArray());
            } catch (IOException unread) {
                // nobody reads its errors
            }
            return DIED;
        }

        private void kill(int status) {
            ended(status);
            if (thread != null) thread.interrupt();
        }

        private void ended(int status) {
            synchronized (Machine.this) {
                if (processes.remove(number) == null) return;
            }
            for (OpenFile file : files) file.close();
            services.get("proc").run(this::hide);
            synchronized (waiting) {
                end.complete(status);
                for (Promise<Child.Ended> promise : waiting) promise.keep(new Child.Ended(status, ""));
            }
        }

        private boolean comesFrom(Process ancestor) {
            return this == ancestor || parent != null && parent.comesFrom(ancestor);
        }

        // ---- what the process service does for it ----

        @Override
        public Child start(Start what, OpenFile in, OpenFile out, OpenFile err) throws ProcessException {
            if (!what.program().equals("sh") && !what.program().equals("boom") && !Ran.names().contains(what.program())) {
                for (OpenFile file : new OpenFile[] {in, out, err}) file.close();
                throw new ProcessException("no program " + what.program());
            }
            Process child = new Process(this, what);
            child.run(in, out, err);
            return child.new Held();
        }

        @Override
        public int self() {
            return number;
        }

        @Override
        public void posted(String directory, List<String> namespace, List<Descriptor> open) { }

        @Override
        public void halt(int status) {
            throw new UnsupportedOperationException();
        }

        private final class Held implements Child {
            @Override
            public int number() {
                return number;
            }

            @Override
            public Pending<Ended> end() {
                synchronized (waiting) {
                    if (end.isDone()) return Pending.of(new Ended(end.join(), ""));
                    Promise<Ended> promise = Promise.make();
                    waiting.add(promise);
                    return promise.pending();
                }
            }

            @Override
            public void interrupt() {
                for (Process each : all()) if (each.comesFrom(Process.this)) each.kill(INTERRUPTED);
            }

            @Override
            public void kill() {
                Process.this.kill(KILLED);
            }
        }
    }

    private static InputStream input(OpenFile file) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                try {
                    byte[] bytes = Transfer.read(file, OpenFile.SHARED, length);
                    System.arraycopy(bytes, 0, to, offset, bytes.length);
                    return bytes.length == 0 && length > 0 ? -1 : bytes.length;
                } catch (FileException | ChannelException e) {
                    throw new IOException(e.getMessage());
                }
            }
        };
    }

    private static OutputStream output(OpenFile file) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    Transfer.writeAll(file, Arrays.copyOfRange(bytes, offset, offset + length));
                } catch (FileException | ChannelException e) {
                    throw new IOException(e.getMessage());
                }
            }
        };
    }
}
