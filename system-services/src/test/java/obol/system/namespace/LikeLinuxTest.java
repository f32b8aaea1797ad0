package obol.system.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.system.files.Change;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Status;
import obol.system.files.Transfer;

/** Random operations on a namespace over file services, each compared with what Linux does in a folder. */
class LikeLinuxTest {
    private static final String[] NAMES = {"a", "b", "c"};
    private static final int STEPS = 150;
    private static final List<List<String>> ALIKE = List.of(List.of("ENOENT", "ENOTDIR", "ELOOP"), List.of("EISDIR", "ENOTEMPTY"));

    private Random random;
    private Path folder;
    private Namespace namespace;
    private final List<String> trace = new ArrayList<>();

    /** What an operation gives: a text, or an error. */
    private interface Action {
        String run() throws IOException, FileException;
    }

    @Property(tries = 40, seed = "17")
    void everyStepGivesTheSame(@ForAll long seed) throws Exception {
        LikeLinuxTest test = new LikeLinuxTest();
        test.random = new Random(seed);
        test.folder = Files.createTempDirectory("namespace").toRealPath();
        Servers servers = new Servers();
        servers.ram("ram");
        test.namespace = new Namespace("root", List.of("mount -c ram /"), Map.of(), servers::connect);
        try {
            for (int i = 0; i < STEPS; i++) {
                test.step();
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(String.join("\n", test.trace), e);
        } finally {
            try (Stream<Path> all = Files.walk(test.folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            path.append('/').append(NAMES[random.nextInt(NAMES.length)]);
        }
        return path.toString();
    }

    private Path linux(String path) {
        return folder.resolve(path.substring(1));
    }

    private void same(String what, Action linux, Action ours) {
        trace.add(what);
        String expected = result(linux);
        trace.add("    " + expected);
        String actual = result(ours);
        // which of two things that are wrong a rename complains of is nobody's business
        boolean alike = what.startsWith("rename") && ALIKE.stream().anyMatch(any -> any.contains(expected) && any.contains(actual));
        assertEquals(alike ? actual : expected, actual, what);
    }

    private static String result(Action action) {
        try {
            return action.run();
        } catch (FileException e) {
            return Errno.of(e.getMessage()).name();
        } catch (NoSuchFileException e) {
            return "ENOENT";
        } catch (FileAlreadyExistsException e) {
            return "EEXIST";
        } catch (DirectoryNotEmptyException e) {
            return "ENOTEMPTY";
        } catch (NotDirectoryException e) {
            return "ENOTDIR";
        } catch (NotLinkException e) {
            return "EINVAL";
        } catch (FileSystemLoopException e) {
            return "ELOOP";
        } catch (FileSystemException e) {
            return Errno.of(reason(e)).name();
        } catch (IOException e) {
            return Errno.of(e.getMessage()).name();
        }
    }

    private static String reason(FileSystemException e) {
        String reason = String.valueOf(e.getReason());
        int note = reason.indexOf(" or unable");
        return note < 0 ? reason : reason.substring(0, note);
    }

    private void step() {
        String path = path();
        switch (random.nextInt(12)) {
            case 0, 1 -> write(path);
            case 2 -> append(path);
            case 3 -> same("mkdir " + path, () -> {
                Files.createDirectory(linux(path), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
                return "";
            }, () -> {
                namespace.make(path, Mode.DMDIR | 0750, "");
                return "";
            });
            case 4 -> same("remove " + path, () -> {
                Files.delete(linux(path));
                return "";
            }, () -> {
                namespace.remove(path);
                return "";
            });
            case 5, 6 -> rename(path, path());
            case 7 -> link(path);
            case 8 -> read(path);
            case 9 -> truncate(path);
            case 10 -> status(path);
            default -> list(random.nextInt(4) == 0 ? "/" : path);
        }
    }

    private void write(String path) {
        byte[] data = bytes();
        boolean exclusive = random.nextInt(4) == 0;
        int at = random.nextInt(3) * 5;
        same("write " + path + " " + data.length + " at " + at + (exclusive ? " exclusively" : ""), () -> {
            StandardOpenOption create = exclusive ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE;
            try (FileChannel file = FileChannel.open(linux(path), create, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
                return String.valueOf(file.write(ByteBuffer.wrap(data), at));
            }
        }, () -> {
            try (OpenFile file = namespace.create(path, 0666, new OpenMode(true, true, false, false, exclusive, false, false))) {
                return String.valueOf(Transfer.write(file, at, data, 0, data.length));
            }
        });
    }

    private byte[] bytes() {
        byte[] data = new byte[random.nextInt(5) == 0 ? 40_000 + random.nextInt(100_000) : 1 + random.nextInt(20)];
        random.nextBytes(data);
        return data;
    }

    private void append(String path) {
        byte[] data = bytes();
        same("append " + path + " " + data.length, () -> {
            try (FileChannel file = FileChannel.open(linux(path), StandardOpenOption.APPEND)) {
                return String.valueOf(file.write(ByteBuffer.wrap(data)));
            }
        }, () -> {
            try (OpenFile file = namespace.open(path, new OpenMode(false, true, false, true, false, false, false))) {
                return String.valueOf(Transfer.write(file, OpenFile.SHARED, data, 0, data.length));
            }
        });
    }

    private void rename(String from, String to) {
        same("rename " + from + " " + to, () -> {
            Files.move(linux(from), linux(to), StandardCopyOption.ATOMIC_MOVE);
            return "";
        }, () -> {
            namespace.rename(from, to);
            return "";
        });
    }

    private void link(String path) {
        String target = NAMES[random.nextInt(NAMES.length)] + (random.nextBoolean() ? "" : "/" + NAMES[random.nextInt(NAMES.length)]);
        same("symlink " + path + " to " + target, () -> {
            Files.createSymbolicLink(linux(path), Path.of(target));
            return "";
        }, () -> {
            namespace.make(path, Mode.DMSYMLINK | 0777, target);
            return "";
        });
    }

    private void read(String path) {
        same("read " + path, () -> text(Files.readAllBytes(linux(path))), () -> {
            try (OpenFile file = namespace.open(path, OpenMode.READ)) {
                byte[] all = new byte[0];
                for (byte[] part; (part = Transfer.read(file, OpenFile.SHARED, 1 + random.nextInt(70_000))).length > 0; ) {
                    int old = all.length;
                    all = java.util.Arrays.copyOf(all, old + part.length);
                    System.arraycopy(part, 0, all, old, part.length);
                }
                return text(all);
            }
        });
    }

    private static String text(byte[] bytes) {
        return bytes.length + ": " + new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void truncate(String path) {
        long length = random.nextInt(30);
        same("truncate " + path + " to " + length, () -> {
            try (FileChannel file = FileChannel.open(linux(path), StandardOpenOption.WRITE)) {
                if (file.size() < length) {
                    file.write(ByteBuffer.allocate(1), length - 1);
                }
                file.truncate(length);
                return "";
            }
        }, () -> {
            try (OpenFile file = namespace.open(path, OpenMode.WRITE)) {
                file.change(new Change(Optional.empty(), Optional.of(length), Optional.empty(), Optional.empty(), Optional.empty(), false,
                        Optional.empty(), Optional.empty()));
                return "";
            }
        });
    }

    private void status(String path) {
        boolean follow = random.nextBoolean();
        LinkOption[] options = follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        same("status " + path + (follow ? "" : " of the link"), () -> {
            BasicFileAttributes a = Files.readAttributes(linux(path), BasicFileAttributes.class, options);
            String kind = a.isDirectory() ? "directory" : a.isSymbolicLink() ? "link" : "file of " + a.size();
            return kind + (a.isSymbolicLink() ? " to " + Files.readSymbolicLink(linux(path)) : "");
        }, () -> {
            Status s = namespace.status(path, follow);
            String kind = (s.mode() & Mode.DMDIR) != 0 ? "directory" : (s.mode() & Mode.DMSYMLINK) != 0 ? "link" : "file of " + s.length();
            return kind + (s.target().isEmpty() ? "" : " to " + s.target());
        });
        FileTime time = FileTime.fromMillis(random.nextInt(1_000_000_000));
        same("touch " + path, () -> {
            Files.setLastModifiedTime(linux(path), time);
            return Files.getLastModifiedTime(linux(path)).toMillis() + "";
        }, () -> {
            namespace.change(path, true, new Change(Optional.empty(), Optional.empty(), Optional.empty(),
                    Optional.of(time.toMillis() * 1_000_000), Optional.empty(), false, Optional.empty(), Optional.empty()));
            return namespace.status(path, true).modified() / 1_000_000 + "";
        });
    }

    private void list(String path) {
        same("list " + path, () -> {
            try (Stream<Path> entries = Files.list(linux(path))) {
                return entries.map(entry -> entry.getFileName().toString()).sorted().toList().toString();
            }
        }, () -> namespace.list(path).stream().map(Status::name).sorted().toList().toString());
    }
}
