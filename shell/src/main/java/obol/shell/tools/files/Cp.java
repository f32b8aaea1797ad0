package obol.shell.tools.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import obol.shell.invocation.ErrorText;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code cp [-r] FROM… TO}: a file to a file, or files into a directory; {@code -r} takes directories with all in them, symbolic links in them as links. A new file gets the permissions of the old one. */
public final class Cp {
    private Cp() {}

    public static void main(String[] arguments) {
        Invocation.main("cp", 1, Cp::run, arguments);
    }

    public static int run(Invocation call) throws UsageException {
        Options options = Options.parse(call.operands, "rR", "");
        options.count(2, Integer.MAX_VALUE);
        boolean recursive = options.has('r') || options.has('R');
        List<String> operands = options.operands();
        String to = operands.get(operands.size() - 1);
        boolean into = Files.isDirectory(call.path(to));
        if (!into && operands.size() > 2) throw new UsageException(to + ": " + ErrorText.NOT_A_DIRECTORY);
        for (String from : operands.subList(0, operands.size() - 1)) {
            Path source = call.path(from);
            Path target = into ? inside(call.path(to), source) : call.path(to);
            try {
                if (Files.isDirectory(source)) {
                    if (!recursive) throw new IOException(ErrorText.IS_A_DIRECTORY + " (-r copies it)");
                    refuseLoop(source, target);
                    copyTree(call, source, target);
                } else {
                    copyFile(source, target);
                }
            } catch (IOException e) {
                call.complain(from, e);
            }
        }
        return 0;
    }

    /** Where a file of this name goes in a directory. */
    static Path inside(Path directory, Path source) {
        Path name = source.toAbsolutePath().normalize().getFileName();
        return name == null ? directory : directory.resolve(name.toString());
    }

    /** A directory cannot be copied into itself. */
    static void refuseLoop(Path source, Path target) throws IOException {
        Path real = source.toRealPath();
        Path above = target.toAbsolutePath().normalize();
        while (above != null && !Files.exists(above)) above = above.getParent();
        Path place = above == null ? target : above.toRealPath();
        if (place.startsWith(real)) throw new IOException("cannot go into itself");
    }

    /** Copies a directory; tells of each file that fails and goes on. True when none did. */
    static boolean copyTree(Invocation call, Path source, Path target) {
        try {
            if (Files.isSymbolicLink(source)) {
                Files.deleteIfExists(target);
                Files.createSymbolicLink(target, Files.readSymbolicLink(source));
                return true;
            }
            if (!Files.isDirectory(source)) {
                copyFile(source, target);
                return true;
            }
            if (!Files.isDirectory(target)) Files.createDirectory(target);
            boolean good = true;
            for (Path entry : entries(source)) good &= copyTree(call, entry, target.resolve(entry.getFileName().toString()));
            return good;
        } catch (IOException e) {
            call.complain(source.toString(), e);
            return false;
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return new ArrayList<>(entries.toList());
        }
    }

    private static void copyFile(Path source, Path target) throws IOException {
        if (Files.exists(target)) {
            if (Files.isDirectory(target)) throw new IOException(target + ": " + ErrorText.IS_A_DIRECTORY);
            if (Files.isSameFile(source, target)) throw new IOException(target + ": the same file");
        }
        try (InputStream in = Files.newInputStream(source); OutputStream out = create(source, target)) {
            byte[] piece = new byte[65536];
            for (int length = in.read(piece); length > 0; length = in.read(piece)) out.write(piece, 0, length);
        }
    }

    /** Opens the copy: an old file keeps its permissions, a new one is created with those of the source where files have them. */
    private static OutputStream create(Path source, Path target) throws IOException {
        Set<OpenOption> truncate = Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        boolean permissions = source.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = permissions
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(source))}
                : new FileAttribute<?>[0];
        return Channels.newOutputStream(Files.newByteChannel(target, truncate, attributes));
    }
}
