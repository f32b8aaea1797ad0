package obol.nucleus.port;

import java.util.HashMap;
import java.util.Map;

/**
 * The system properties with which a program begins, those of versions apart. Where HotSpot asks the locale, Obol does not:
 * everything is as HotSpot has it under {@code LC_ALL=C.UTF-8}, so encodings are UTF-8 and the language is English.
 */
public final class SystemProperties {
    private static final int NAME_MAX = 65;
    private static final int PATH_MAX = 4096;
    private static final int UNAME = 63;
    private static final String ZONE_FOLDER = "zoneinfo/";

    private static final String[] FIXED = {
        "file.encoding", "UTF-8",
        "file.separator", "/",
        "java.class.path", "",
        "java.home", "/",
        "java.io.tmpdir", "/tmp",
        "java.library.path", "",
        "java.vm.info", "compiled ahead of time",
        "java.vm.name", "Obol",
        "java.vm.specification.name", "Java Virtual Machine Specification",
        "java.vm.specification.vendor", "Oracle Corporation",
        "java.vm.specification.version", "17",
        "java.vm.vendor", "Obol",
        "java.vm.version", "0.1",
        "line.separator", "\n",
        "native.encoding", "UTF-8",
        "os.arch", "amd64",
        "path.separator", ":",
        "sun.arch.data.model", "64",
        "sun.boot.library.path", "",
        "sun.cpu.endian", "little",
        "sun.io.unicode.encoding", "UnicodeLittle",
        "sun.jnu.encoding", "UTF-8",
        "user.language", "en",
    };

    private SystemProperties() {}

    public static Map<String, String> initial() {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < FIXED.length; i += 2) {
            properties.put(FIXED[i], FIXED[i + 1]);
        }
        byte[] names = new byte[6 * NAME_MAX];
        boolean linux = SystemCalls.onPath(UNAME, names, 0, 0) == 0;
        properties.put("os.name", linux ? Strings.decode(names, 0) : "Obol");
        properties.put("os.version", linux ? Strings.decode(names, 2 * NAME_MAX) : "0.1");
        byte[] folder = new byte[PATH_MAX];
        long length = SystemCalls.onPath(SystemCalls.GETCWD, folder, PATH_MAX, 0);
        properties.put("user.dir", length > 0 ? Strings.decode(folder, 0) : "/");
        properties.put("user.home", Strings.environment("HOME", "/"));
        properties.put("user.name", Strings.environment("USER", "?"));
        return properties;
    }

    /** The time zone's name: the environment's TZ, or the file that {@code /etc/localtime} links to, or UTC. */
    public static String timeZone() {
        String named = Strings.environment("TZ", "");
        if (!named.isEmpty()) {
            return named.charAt(0) == ':' ? named.substring(1) : named;
        }
        byte[] link = new byte[PATH_MAX];
        long length = SystemCalls.onPath(SystemCalls.READLINK, Strings.terminated("/etc/localtime"), link, PATH_MAX - 1);
        String target = length > 0 ? Strings.decode(link, 0) : "";
        int at = target.indexOf(ZONE_FOLDER);
        return at < 0 ? "UTC" : target.substring(at + ZONE_FOLDER.length());
    }
}
