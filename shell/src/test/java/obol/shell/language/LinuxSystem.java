package obol.shell.language;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The shell's system on a JVM: real Linux programs, joined by named pipes. A shell that the interpreter starts
 * ({@code sh -c}) is an interpreter again, on a thread.
 *
 * <p>A file opened for writing is handed to programs in append mode, as they share its place in the file.
 */
final class LinuxSystem implements OperatingSystem {
    private final Path folder;
    private int pipes;

    /** @param folder for the named pipes */
    LinuxSystem(Path folder) {
        this.folder = folder;
    }

    private static final class File implements OpenFile {
        final java.io.File file;
        private final FileOutputStream output;
        private final FileInputStream input;

        private final boolean pipe;

        File(String path, boolean writable, boolean pipe) throws IOException {
            this.pipe = pipe;
            file = new java.io.File(path);
            try (Closeable both = holdOpen()) {
                output = writable ? new FileOutputStream(file, true) : null;
                input = writable ? null : new FileInputStream(file);
            }
        }

        /** Both ends of a pipe, so that opening one does not wait for the other. */
        Closeable holdOpen() throws IOException {
            return pipe ? new RandomAccessFile(file, "rw") : () -> { };
        }

        File duplicate() throws IOException {
            return new File(file.getPath(), output != null, pipe);
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            if (output == null) throw new IOException("not open for writing");
            try {
                output.write(bytes);
            } catch (IOException e) {
                throw pipe ? new BrokenPipe() : e;
            }
        }

        @Override
        public void close() {
            try {
                if (output != null) output.close();
                if (input != null) input.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public OpenFile open(String path, OpenMode mode) throws IOException {
        FileStatus status = status(path);
        if (status == null && (mode == OpenMode.READ || !Files.isDirectory(Path.of(path).getParent()))) throw new IOException("file does not exist");
        if (status != null && status.directory()) throw new IOException("file is a directory");
        if (mode == OpenMode.TRUNCATE) new FileOutputStream(path).close();
        return new File(path, mode != OpenMode.READ, false);
    }

    @Override
    public Pipe pipe() throws IOException {
        String path = folder.resolve("pipe" + pipes++).toString();
        try {
            if (new ProcessBuilder("mkfifo", path).inheritIO().start().waitFor() != 0) throw new IOException("mkfifo failed");
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        try (Closeable both = new RandomAccessFile(path, "rw")) { // a pipe with one end open ends at once
            return new Pipe(new File(path, false, true), new File(path, true, true));
        }
    }

    @Override
    public Program start(String file, List<String> arguments, Map<String, String> environment, String directory, Streams streams) throws IOException {
        if (arguments.get(0).equals("sh") && arguments.size() > 3 && arguments.get(1).equals("-c")) return new Shell(this, arguments, environment, directory, streams);
        List<String> command = new ArrayList<>(arguments);
        command.set(0, file);
        ProcessBuilder builder = new ProcessBuilder(command).directory(new java.io.File(directory));
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectInput(((File) streams.in()).file);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(((File) streams.out()).file));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(((File) streams.err()).file));
        Process process;
        try (Closeable in = ((File) streams.in()).holdOpen(); Closeable out = ((File) streams.out()).holdOpen(); Closeable err = ((File) streams.err()).holdOpen()) {
            process = builder.start();
        }
        CompletableFuture<Process> end = process.onExit();
        return new Program() {
            private volatile CompletableFuture<Void> enough = new CompletableFuture<>();

            @Override
            public long pid() {
                return process.pid();
            }

            @Override
            public int await() throws InterruptedException {
                CompletableFuture.anyOf(end, enough).join();
                if (enough.isDone()) {
                    enough = new CompletableFuture<>();
                    throw new InterruptedException();
                }
                return process.waitFor();
            }

            @Override
            public void stopWaiting() {
                enough.complete(null);
            }

            @Override
            public boolean ended() {
                return !process.isAlive();
            }

            @Override
            public void interrupt() {
                try {
                    new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private static final class Shell implements Program {
        private static long nextPid = 1L << 32;

        private final long pid = nextPid++;
        private final Interpreter interpreter;
        private final Thread thread;
        private volatile int status;

        Shell(LinuxSystem system, List<String> arguments, Map<String, String> environment, String directory, Streams parent) throws IOException {
            Streams own = new Streams(((File) parent.in()).duplicate(), ((File) parent.out()).duplicate(), ((File) parent.err()).duplicate());
            interpreter = new Interpreter(system, arguments.get(3), arguments.subList(4, arguments.size()), new HashMap<>(environment), directory, own);
            thread = new Thread(() -> {
                status = interpreter.run(arguments.get(2));
                own.in().close();
                own.out().close();
                own.err().close();
            });
            thread.start();
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public int await() throws InterruptedException {
            thread.join();
            return status;
        }

        @Override
        public void stopWaiting() {
            thread.interrupt();
        }

        @Override
        public boolean ended() {
            return !thread.isAlive();
        }

        @Override
        public void interrupt() {
            interpreter.interrupt();
        }
    }

    @Override
    public List<String> list(String directory) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of(directory))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    @Override
    public FileStatus status(String path) {
        Path file = Path.of(path);
        if (!Files.exists(file)) return null;
        return new FileStatus(Files.isDirectory(file), Files.isRegularFile(file), file.toFile().length(),
                Files.isReadable(file), Files.isWritable(file), Files.isExecutable(file));
    }

    @Override
    public long pid() {
        return ProcessHandle.current().pid();
    }
}
