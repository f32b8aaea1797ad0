package obol.shell.tools.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;
import obol.shell.tools.Date;
import obol.shell.invocation.Output;

/** {@code ls [-ad1l] [FILE…]}: the names in directories, one a line, in the order of their bytes. {@code -a} shows names that begin with a dot, {@code -d} directories themselves, {@code -l} type and permissions, owner, group, size, time (UTC) and name. */
public final class Ls {
    private Ls() {}

    public static void main(String[] arguments) {
        Invocation.main("ls", 2, Ls::run, arguments);
    }

    /** Older (or newer) than this, a file's time is shown with its year in place of the hour: half a year. */
    private static final long RECENT_SECONDS = 31_556_952 / 2;

    /** A name to be listed. */
    private record Entry(String name, Path path) {}

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "ad1l", "");
        List<String> operands = options.operands().isEmpty() ? List.of(".") : options.operands();
        List<Entry> files = new ArrayList<>();
        List<Entry> directories = new ArrayList<>();
        for (String operand : operands) {
            Path path = call.path(operand);
            boolean link = Files.isSymbolicLink(path);
            if (!link && !Files.exists(path)) {
                call.complain(operand, new NoSuchFileException(operand));
                continue;
            }
            boolean list = !options.has('d') && Files.isDirectory(path) && !(link && options.has('l'));
            (list ? directories : files).add(new Entry(operand, path));
        }
        print(call, files, options.has('l'));
        boolean blank = !files.isEmpty();
        for (Entry directory : sorted(directories)) {
            if (blank) call.out.write('\n');
            if (operands.size() > 1) call.out.print(directory.name + ":\n");
            blank = true;
            try {
                print(call, entries(directory.path, options.has('a')), options.has('l'));
            } catch (Output.ClosedException e) {
                throw e;
            } catch (IOException e) {
                call.complain(directory.name, e);
            }
        }
        return 0;
    }

    private static List<Entry> entries(Path directory, boolean all) throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (all) {
            entries.add(new Entry(".", directory));
            entries.add(new Entry("..", directory.resolve("..")));
        }
        try (Stream<Path> paths = Files.list(directory)) {
            for (Path path : paths.toList()) {
                String name = path.getFileName().toString();
                if (all || !name.startsWith(".")) entries.add(new Entry(name, path));
            }
        }
        return entries;
    }

    private static List<Entry> sorted(List<Entry> entries) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort((a, b) -> Arrays.compareUnsigned(a.name.getBytes(StandardCharsets.UTF_8), b.name.getBytes(StandardCharsets.UTF_8)));
        return sorted;
    }

    private static void print(Invocation call, List<Entry> entries, boolean attributes) throws IOException {
        if (!attributes) {
            for (Entry entry : sorted(entries)) call.out.print(entry.name + "\n");
            return;
        }
        List<String[]> rows = new ArrayList<>();
        for (Entry entry : sorted(entries)) {
            try {
                rows.add(row(entry));
            } catch (IOException e) {
                call.complain(entry.name, e);
            }
        }
        int[] width = new int[4];
        for (String[] row : rows) for (int i = 0; i < width.length; i++) width[i] = Math.max(width[i], row[i].length());
        for (String[] row : rows) {
            call.out.print(row[0] + " " + padded(row[1], width[1]) + " " + padded(row[2], width[2]) + " "
                    + " ".repeat(width[3] - row[3].length()) + row[3] + " " + row[4] + " " + row[5] + "\n");
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** Type and permissions, owner, group, size, time, name. */
    private static String[] row(Entry entry) throws IOException {
        Path path = entry.path;
        String name = Files.isSymbolicLink(path) ? entry.name + " -> " + Files.readSymbolicLink(path) : entry.name;
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            PosixFileAttributes file = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new String[] {type(file) + PosixFilePermissions.toString(file.permissions()), file.owner().getName(), file.group().getName(),
                Long.toString(file.size()), time(file), name};
        }
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String permissions = (Files.isReadable(path) ? "r" : "-") + (Files.isWritable(path) ? "w" : "-") + (Files.isExecutable(path) ? "x" : "-");
        return new String[] {type(file) + permissions, "-", "-", Long.toString(file.size()), time(file), name};
    }

    private static String type(BasicFileAttributes file) {
        return file.isDirectory() ? "d" : file.isSymbolicLink() ? "l" : file.isRegularFile() ? "-" : "c";
    }

    private static String time(BasicFileAttributes file) throws IOException {
        Instant changed = file.lastModifiedTime().toInstant();
        long age = System.currentTimeMillis() / 1000 - changed.getEpochSecond();
        try {
            return Date.format(age >= 0 && age < RECENT_SECONDS ? "%b %e %H:%M" : "%b %e  %Y", changed);
        } catch (UsageException e) {
            throw new IllegalStateException(e);
        }
    }
}
