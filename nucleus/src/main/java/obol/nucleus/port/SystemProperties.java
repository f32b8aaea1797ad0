package obol.nucleus.port;

import java.util.HashMap;
import java.util.Map;
import obol.nucleus.Utf8;

/**
 * The system properties with which a program begins, those of versions apart. Where HotSpot asks the locale, Obol does not:
 * everything is as HotSpot has it under {@code LC_ALL=C.UTF-8}, so encodings are UTF-8 and the language is English.
 */
public final class SystemProperties {
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
        String[] system = Port.posix().system();
        properties.put("os.name", system[0]);
        properties.put("os.version", system[1]);
        properties.put("user.dir", Utf8.decode(Port.posix().workingDirectory()));
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
        byte[] link = new byte[Posix.PATH_MAX];
        int length = Port.posix().readLink(Utf8.encode("/etc/localtime"), link);
        String target = length > 0 ? Strings.decode(link, 0) : "";
        int at = target.indexOf(ZONE_FOLDER);
        return at < 0 ? "UTC" : target.substring(at + ZONE_FOLDER.length());
    }
}
