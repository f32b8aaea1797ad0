package obol.system.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import obol.system.bridge.FileService;

/** What the system consists of beside the first process. */
public final class SystemServices {
    /** The namespace that the system boots with; the image has it as a file, too. */
    public static final List<String> NAMESPACE = List.of("mount image /", "mount -c ram /tmp", "mount dev /dev", "mount -a console /dev",
        "mount -a machine /dev", "mount proc /proc", "mount srv /srv", "mount -c env /env", "mount net /net",
        "mount -c log /log");

    /** Beside that, if the host shares a folder. */
    private static final String SHARED = "mount -c %s /n/host";
    /** Beside that, if the machine was given a disk. */
    private static final String DISK = "mount -c fat!0 /n/disk";

    /** The namespace of programs of the system and of the shell. */
    static List<String> namespace(Optional<String> share, boolean disk) {
        List<String> lines = new ArrayList<>(NAMESPACE);
        share.ifPresent(tree -> lines.add(SHARED.replace("%s", tree)));
        if (disk) {
            lines.add(DISK);
        }
        return List.copyOf(lines);
    }

    /** A terminal can only be used. */
    private static final String TERMINAL = "mount -a console ";
    /** Nothing of the machine's own is for those who may change nothing. */
    private static final String OWN = "mount -a machine ";

    /** The part of {@link #NAMESPACE} that is mounted at some directories, which are as those of a manifest. */
    static List<String> namespace(List<String> sees) {
        List<String> lines = new ArrayList<>();
        for (String line : NAMESPACE) {
            String directory = line.substring(line.lastIndexOf(' ') + 1);
            if (sees.contains(directory)) {
                lines.add(line);
            } else if (sees.contains(Manifest.readOnly(directory)) && !line.startsWith(TERMINAL) && !line.startsWith(OWN)) {
                lines.add(readOnly(line));
            }
        }
        return lines;
    }

    /** Of the server whose tree cannot be changed; nothing is made there. */
    private static String readOnly(String line) {
        String[] words = line.replace(" -c", "").split(" ");
        words[words.length - 2] = FileService.readOnly(words[words.length - 2]);
        return String.join(" ", words);
    }

    /** Before the names of programs of the system: none of {@code /bin} has a slash. */
    static final String FOLDER = "system/";

    /**
     * A program that serves.
     *
     * @param name     of the program, without {@link #FOLDER}, and for {@code ps}
     * @param services names under which it registers: it is started when one of them is first asked for
     */
    record Server(String name, List<String> services) {
        String program() {
            return FOLDER + name;
        }
    }

    /** Keeps what was written to disks for a while: the last thing that the machine asks of it is to write that. */
    static final Server VOLUMES = new Server("fat", List.of("fat", FileService.readOnly("fat"), "volumes"));

    static final List<Server> SERVERS = List.of(
        new Server("image", files("image")),
        new Server("ram", files("ram")),
        new Server("dev", files("dev")),
        new Server("console", List.of("console")),
        new Server("srv", files("srv")),
        new Server("outside", List.of("outside")),
        new Server("ether", List.of("ether")),
        new Server("net", files("net")),
        new Server("log", files("log")),
        new Server("archive", List.of("tar", "zip")),
        new Server("remote", List.of("remote")),
        new Server("disk", List.of("disk")),
        VOLUMES,
        new Server("random", List.of("random")),
        new Server("share", files("share")));

    /** The file servers of the first process. */
    static final String PROC = "proc", MACHINE = "machine";

    /** The services of a file server: its own name, and the one for those that may change nothing. */
    static List<String> files(String name) {
        return List.of(name, FileService.readOnly(name));
    }

    /** Answers 9P clients: has no service, and is started when the machine is to answer them. */
    static final Server EXPORT = new Server("9p", List.of());
    /** The port of TCP at which it does, IANA's for 9P. */
    static final String EXPORT_PORT = "564";

    private SystemServices() {
    }
}
