package library;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

final class FilesProgram {
    private FilesProgram() {}

    static void run() throws Exception {
        Path folder = Files.createTempDirectory("obol-files");
        try {
            streams(folder.toFile());
            paths(folder);
            channels(folder);
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path p : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(p);
                }
            }
        }
        System.out.println(Files.exists(folder));
    }

    private static void streams(File folder) throws IOException {
        File file = new File(folder, "a.txt");
        System.out.println(file.exists() + " " + file.createNewFile() + file.createNewFile() + file.length() + file.isFile() + file.isDirectory() + file.canRead());
        try (PrintWriter out = new PrintWriter(new BufferedWriter(new FileWriter(file)))) {
            out.println("eins zwei");
            out.print("drei \u00e4");
        }
        try (BufferedReader in = new BufferedReader(new FileReader(file))) {
            System.out.println(in.readLine() + "|" + in.readLine() + "|" + in.readLine());
        }
        try (FileOutputStream out = new FileOutputStream(file, true)) {
            out.write('!');
        }
        try (FileInputStream in = new FileInputStream(file)) {
            System.out.println(in.available() + " " + in.skip(5) + in.read() + new String(in.readAllBytes(), "UTF-8") + in.read());
        }
        try (RandomAccessFile random = new RandomAccessFile(file, "rw")) {
            random.seek(2);
            random.writeInt(0x41424344);
            random.seek(0);
            System.out.println(random.readLine() + random.getFilePointer() + " " + random.length());
            random.setLength(4);
            System.out.println(random.length() + " " + random.getFilePointer());
        }
        try {
            new FileInputStream(new File(folder, "none")).close();
        } catch (FileNotFoundException e) {
            System.out.println(e.getMessage().replace(folder.getPath(), "") + file.setLastModified(1_000_000_000_000L) + file.lastModified());
        }
        try {
            new FileOutputStream(folder).close();
        } catch (FileNotFoundException e) {
            System.out.println(e.getMessage().replace(folder.getPath(), ""));
        }
        File sub = new File(folder, "x/y");
        System.out.println(sub.mkdir() + " " + sub.mkdirs() + Arrays.toString(folder.list((d, n) -> n.startsWith("x"))) + file.renameTo(new File(sub, "b.txt")) + file.delete()
                + new File(folder, "x/./y/../y/b.txt").getCanonicalPath().equals(new File(sub, "b.txt").getCanonicalPath()) + new File("rel/../q").getName() + new File("/a//b/").getPath() + sub.delete());
        System.out.println(new File(sub, "b.txt").setReadOnly() + " " + new File(sub, "b.txt").delete() + sub.listFiles().length);
    }

    private static void paths(Path folder) throws IOException {
        Path text = folder.resolve("text");
        Files.writeString(text, "Zeile 1\nZeile 2 ö\n");
        System.out.println(Files.readAllLines(text) + " " + Files.size(text) + Files.readString(text).length() + Files.exists(text) + Files.isDirectory(folder) + Files.isRegularFile(text));
        Files.write(text, List.of("more"), StandardOpenOption.APPEND);
        try (Stream<String> lines = Files.lines(text)) {
            System.out.println(lines.map(String::length).toList());
        }
        Path copy = Files.copy(text, folder.resolve("copy"));
        try {
            Files.copy(text, copy);
        } catch (FileAlreadyExistsException e) {
            System.out.println("exists " + Path.of(e.getMessage()).getFileName());
        }
        Files.move(copy, folder.resolve("moved"), StandardCopyOption.REPLACE_EXISTING);
        Files.createDirectories(folder.resolve("d/e/f"));
        Files.setLastModifiedTime(text, FileTime.fromMillis(1_234_567_890_000L));
        BasicFileAttributes attributes = Files.readAttributes(text, BasicFileAttributes.class);
        System.out.println(attributes.lastModifiedTime() + " " + attributes.size() + attributes.isSymbolicLink());
        Files.setPosixFilePermissions(text, PosixFilePermissions.fromString("rw-r-----"));
        System.out.println(PosixFilePermissions.toString(Files.getPosixFilePermissions(text)) + Files.isWritable(text) + Files.isHidden(text));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("text"));
        System.out.println(Files.readSymbolicLink(folder.resolve("link")) + " " + Files.isSymbolicLink(folder.resolve("link")) + Files.isSameFile(text, folder.resolve("link")) + folder.resolve("link").toRealPath().getFileName());
        try (Stream<Path> list = Files.list(folder)) {
            System.out.println(list.map(p -> p.getFileName().toString()).sorted().toList());
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            System.out.println(walk.map(p -> folder.relativize(p).toString()).sorted().toList());
        }
        try {
            Files.delete(folder.resolve("d"));
        } catch (DirectoryNotEmptyException e) {
            System.out.println("not empty");
        }
        try {
            Files.readString(folder.resolve("none"));
        } catch (NoSuchFileException e) {
            System.out.println("none " + e.getFile().endsWith("none"));
        }
        System.out.println(Path.of("/a/b/../c/./d").normalize() + " " + Path.of("a/b").resolveSibling("c") + Path.of("/x/y").relativize(Path.of("/x/z/w")) + Path.of("a", "b", "c").getNameCount() + Path.of("/r").getRoot() + Path.of("x.txt").toUri().getScheme() + Path.of("a/b").startsWith("a") + Files.deleteIfExists(folder.resolve("no")));
    }

    private static void channels(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve("channel"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("0123456789".getBytes()));
            channel.write(ByteBuffer.wrap("AB".getBytes()), 3);
            ByteBuffer direct = ByteBuffer.allocateDirect(6);
            channel.read(direct, 2);
            byte[] read = new byte[6];
            direct.flip().get(read);
            System.out.println(new String(read) + channel.position() + channel.size() + channel.truncate(5).size());
            channel.position(1);
            ByteBuffer[] parts = {ByteBuffer.allocate(2), ByteBuffer.allocate(9)};
            System.out.println(channel.read(parts) + " " + parts[1].position() + channel.read(ByteBuffer.allocate(1)));
            channel.force(true);
        }
    }
}
