package obol.shell.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Same arguments, same files: same bytes, same status, same files afterwards as with the machine's utilities. {@code @} is the folder. */
class LikeCoreutilsTest {
    private static final String TEXT = "pear 3 x\napple 10 y\nfig 2 z\n\napple 10 y\nFig -1 a\n  banana 0.5 b\napple 9 q\n10\n9\n";
    private static final byte[] INPUT = "from standard input\nsecond line\nthird\n".getBytes(StandardCharsets.UTF_8);

    private static final Set<String> WRITING = Set.of("cp", "mv", "rm", "mkdir", "touch", "uniq");

    private static Path folder;

    @BeforeAll
    static void create() throws IOException {
        folder = Files.createTempDirectory("obol-tools");
        fill();
    }

    @AfterAll
    static void delete() throws IOException {
        empty();
        Files.delete(folder);
    }

    private static void fill() throws IOException {
        Files.writeString(folder.resolve("text"), TEXT);
        Files.writeString(folder.resolve("same"), TEXT);
        Files.writeString(folder.resolve("repeated"), "a\na\nb\nc\nc\nc\n\n\nd");
        Files.writeString(folder.resolve("colons"), "b:2:x\na:10:y\nc:2:a\na:9:\n:1:b\na\n");
        Files.writeString(folder.resolve("numbers"), "10\n-5\n3.25\n 3.3\n0\n-0\nabc\n007\n-5.5\n1e3\n12345678901234567890\n+4\n.5\n");
        Files.write(folder.resolve("empty"), new byte[0]);
        byte[] binary = new byte[70000];
        for (int i = 0; i < binary.length; i++) binary[i] = (byte) (i * 31 + i / 256);
        Files.write(folder.resolve("binary"), binary);
        StringBuilder hundred = new StringBuilder();
        for (int i = 1; i <= 100; i++) hundred.append("line ").append(i).append('\n');
        Files.writeString(folder.resolve("hundred"), hundred);
        Files.createDirectories(folder.resolve("dir/sub/deep"));
        Files.writeString(folder.resolve("dir/a"), "in a\n");
        Files.writeString(folder.resolve("dir/.hidden"), "h\n");
        Files.writeString(folder.resolve("dir/sub/b"), "in b\n");
        Files.setPosixFilePermissions(folder.resolve("dir/a"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.createSymbolicLink(folder.resolve("dir/link"), Path.of("a"));
        for (String old : List.of("dir/sub", "dir/a", "dir/.hidden")) Files.setLastModifiedTime(folder.resolve(old), FileTime.from(Instant.parse("2019-03-04T05:06:07Z")));
    }

    private static void empty() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) if (!path.equals(folder)) Files.delete(path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "cat @/text", "cat @/binary @/empty @/text", "cat", "cat - @/text -", "cat @/nosuch @/text", "cat @/dir", "cat -u @/text", "cat -Y",
        "echo", "echo a b", "echo -n a", "echo -n", "echo a -n", "true", "true x", "false",
        "head @/hundred", "head -n 3 @/hundred", "head -3 @/hundred", "head -n 0 @/text", "head -c 1000 @/binary", "head -n 1 @/text @/same", "head @/nosuch @/text", "head -n 1 @/nosuch", "head -n x @/text", "head -n 2", "head -c 0 @/text", "head -n 20 @/repeated", "head -n1 - @/text",
        "tail @/hundred", "tail -n 3 @/hundred", "tail -3 @/hundred", "tail -n +98 @/hundred", "tail -n +0 @/text", "tail -n 0 @/text", "tail -c 1000 @/binary", "tail -c +69000 @/binary", "tail -c 0 @/text", "tail -c 100000 @/binary", "tail -c 8192 @/binary", "tail -n 1 @/text @/same", "tail @/nosuch @/text", "tail -n 2 @/repeated", "tail -n 2", "tail -c +0 @/text", "tail -n -2 @/text",
        "wc @/text", "wc -l @/text", "wc -w @/text @/hundred", "wc -c @/binary", "wc -l @/binary @/text", "wc -lc @/text", "wc", "wc -l", "wc -w -c", "wc @/nosuch @/text", "wc @/empty", "wc @/text -", "wc @/repeated", "wc -l @/nosuch",
        "grep apple @/text", "grep -v apple @/text", "grep -n a @/text", "grep -c a @/text @/same", "grep -i fig @/text", "grep -q apple @/text", "grep nothing @/text", "grep -l apple @/text @/hundred @/same", "grep ^a @/text", "grep y$ @/text", "grep ^$ @/text", "grep -x 9 @/text", "grep -F . @/text", "grep -F -i FIG @/text", "grep -e apple -e fig @/text", "grep a.p @/text", "grep a*p @/text", "grep [0-9] @/text", "grep [^a-z] @/repeated", "grep -E app|fig @/text", "grep -E (ap)+l @/text", "grep -E p{2} @/text", "grep p\\{2\\} @/text", "grep \\(p\\)\\1 @/text", "grep -E ^.*a{1,3}.?$ @/text", "grep [[:upper:]] @/text", "grep [[:digit:][:upper:]] @/text", "grep []x] @/text", "grep [a-] @/colons", "grep * @/text", "grep ^* @/text", "grep + @/text", "grep ap\\+ @/text", "grep fig\\|pear @/text", "grep a** @/text", "grep -E a+*p @/text", "grep -E (a|p){2,}l @/text", "grep -E ( @/text", "grep \\( @/text", "grep [a @/text", "grep nd", "grep -n nd -", "grep a @/nosuch", "grep -s a @/nosuch", "grep -s apple @/nosuch @/text", "grep -q apple @/text @/nosuch", "grep", "grep -E [.]5|^10 @/text", "grep \\. @/text", "grep -vc a @/text", "grep -v -x -n 9 @/text", "grep \\<x @/text", "grep -E a|^ @/repeated", "grep a\\{0,1\\}p @/text", "grep b$x @/text", "grep a^b @/text", "grep [$^] @/text", "grep -w", "grep -E a{x @/text", "grep -E a{1 @/text", "grep a\\{x @/text", "grep -E a{2,1} @/text", "grep \\(a\\)\\2 @/text", "grep -E (a)|b\\1 @/text", "grep -i \\(a\\)\\1 @/text", "grep [z-a] @/text", "grep -E (^a|p$) @/text", "grep -E () @/text", "grep -E a)b @/text", "grep \\) @/text", "grep a\\ @/text", "grep [[:nothing:]] @/text", "grep -E x{0} @/text", "grep \\sfig @/text",
        "sort @/text", "sort -r @/text", "sort -u @/text", "sort -n @/numbers", "sort -nr @/numbers", "sort -nu @/numbers", "sort -f @/text", "sort -fu @/text", "sort -b @/text", "sort -k 2 @/text", "sort -k 2n @/text", "sort -k 2,2nr -k 1 @/text", "sort -t : -k 2n @/colons", "sort -t : -k 2,2 -k 3 @/colons", "sort -t : -k 3 @/colons", "sort -t: -k1,1 @/colons", "sort -t: -k1,1 -u @/colons", "sort -t: -k 2.2 @/colons", "sort -k 1.2,1.3 @/text", "sort -k 2b,2 @/text", "sort -k 1.2b @/text", "sort @/repeated @/colons", "sort @/empty", "sort", "sort -r", "sort @/nosuch", "sort -k 0 @/text", "sort -k x @/text", "sort -n -k 2 -r @/text", "sort -k 2,1 @/text", "sort -t: -k 2,2.0 @/colons", "sort -k 2.3,2.1 @/text",
        "uniq @/repeated", "uniq -c @/repeated", "uniq -d @/repeated", "uniq -u @/repeated", "uniq -cd @/repeated", "uniq -du @/repeated", "uniq @/repeated @/new", "uniq", "uniq @/nosuch", "uniq @/empty",
        "cmp @/text @/same", "cmp @/text @/hundred", "cmp -s @/text @/hundred", "cmp @/text @/empty", "cmp @/empty @/empty", "cmp @/nosuch @/text", "cmp - @/text", "cmp @/binary @/binary",
        "ls @", "ls -a @", "ls @/dir", "ls -a @/dir", "ls @/dir @/text @/dir/sub", "ls @/nosuch", "ls @/nosuch @/text", "ls -d @/dir", "ls -1 @/dir", "ls @/empty", "ls @/dir/sub/deep", "ls -d @/dir @/text", "ls -Y",
        "test", "test a = a", "test a = b", "test -f @/text", "test -d @/text", "test -s @/empty", "test -e @/nosuch", "test a b", "test 1 -lt 2", "test x -lt 2", "test -x @/dir/a", "test -d @/dir -a -f @/text",
        "cp @/text @/new", "cp @/binary @/dir", "cp @/text @/same @/dir", "cp @/text @/hundred", "cp @/dir @/new", "cp -r @/dir @/new", "cp -r @/dir/sub @/text", "cp @/nosuch @/new", "cp @/text @/text", "cp @/text", "cp @/text @/same @/new", "cp @/text @/nosuch/x", "cp @/dir/a @/new", "cp @/dir/link @/new", "cp -r @/dir/sub @/text @/dir", "cp @/text @/dir/a", "cp -r @/dir/sub/. @/new",
        "mv @/text @/new", "mv @/text @/same", "mv @/text @/dir", "mv @/text @/same @/dir", "mv @/dir @/new", "mv @/dir @/dir/sub", "mv @/nosuch @/new", "mv @/text @/same @/new", "mv @/dir @/text", "mv @/text @/text", "mv @/dir/sub @", "mv @/dir/link @/new", "mv -f @/text @/new",
        "rm @/text", "rm @/nosuch", "rm -f @/nosuch", "rm @/dir", "rm -r @/dir", "rm -rf @/dir @/nosuch", "rm @/text @/nosuch @/same", "rm -f", "rm", "rm -r @/dir/link", "rm -r @/.", "rm -R @/dir/sub",
        "mkdir @/new", "mkdir @/dir", "mkdir -p @/dir", "mkdir @/a/b", "mkdir -p @/a/b/c", "mkdir @/x @/y", "mkdir", "mkdir -p @/text", "mkdir @/text",
        "touch @/new", "touch -c @/new", "touch @/text @/new", "touch @/nosuch/new", "touch", "touch @/dir",
        "date -u +%Y-%m-%d", "date +%a,%A,%b,%B,%d,%e,%F,%j,%y,%n%t%%,%Z,%C,%u,%w,%D,%h", "date +", "date x",
        "sleep 0", "sleep", "sleep x", "sleep -1",
    })
    void sameAsTheMachines(String line) throws IOException {
        List<String> command = new ArrayList<>();
        for (String word : line.split(" ")) command.add(word.replace("@", folder.toString()));
        Ran theirs = Ran.theirs(command, INPUT);
        boolean writes = WRITING.contains(command.get(0));
        TreeMap<String, String> theirFiles = writes ? renewed() : null;
        Ran ours = Ran.ours(command, INPUT);
        TreeMap<String, String> ourFiles = writes ? renewed() : null;
        assertEquals(theirs.out(), ours.out(), () -> line + "\n" + ours.err() + theirs.err());
        assertEquals(theirs.status(), ours.status(), () -> line + "\n" + ours.err() + theirs.err());
        assertEquals(theirs.err().isEmpty(), ours.err().isEmpty(), () -> line + "\n" + ours.err() + theirs.err());
        if (!ours.err().isEmpty()) assertEquals(command.get(0) + ": ", ours.err().substring(0, command.get(0).length() + 2));
        assertEquals(theirFiles, ourFiles, line);
    }

    /** The files, which are then made anew. */
    private static TreeMap<String, String> renewed() throws IOException {
        TreeMap<String, String> files = files();
        empty();
        fill();
        return files;
    }

    /** Paths with permissions and contents. */
    private static TreeMap<String, String> files() throws IOException {
        TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                String content = Files.isSymbolicLink(path) ? "-> " + Files.readSymbolicLink(path)
                        : PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + (Files.isRegularFile(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "/");
                files.put(folder.relativize(path).toString(), content);
            }
        }
        return files;
    }

    /** The long form has no line of blocks and no count of links; all else is as in the machine's. */
    @ParameterizedTest
    @ValueSource(strings = {"ls -l @/dir", "ls -la @/dir", "ls -l @/text", "ls -ld @/dir @/binary"})
    void longFormWithoutLinks(String line) throws IOException {
        List<String> command = new ArrayList<>();
        for (String word : line.split(" ")) command.add(word.replace("@", folder.toString()));
        StringBuilder expected = new StringBuilder();
        for (String row : Ran.theirs(command, INPUT).out().split("\n")) {
            if (!row.startsWith("total ")) expected.append(row.replaceFirst("^(\\S+) +\\d+ ", "$1 ")).append('\n');
        }
        assertEquals(expected.toString(), Ran.ours(command, INPUT).out());
    }
}
