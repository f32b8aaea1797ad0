package obol.host.image;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import obol.aot.input.FolderSource;
import obol.host.tools.Project;

/** Which classes of system-services stand between the class library's sockets and the system, by the kind of image. */
enum SocketClasses {
    /** An executable of one program has system calls, and a resolver of its own. */
    EXECUTABLE(SocketClasses.NATIVES, SocketClasses.NATIVES + "/linux", "obol/net/config", "obol/net/core", "obol/net/wire"),
    /** The base image, for the programs of added jars: the files of the network. */
    OPEN(SocketClasses.NATIVES, SocketClasses.NATIVES + "/files"),
    /** The closed image, whose programs use those files themselves, has no sockets. */
    CLOSED(SocketClasses.NATIVES + "/none");

    private static final String NATIVES = "obol/system/sockets";

    private final Set<String> packages;

    SocketClasses(String... packages) {
        this.packages = Set.of(packages);
    }

    /** Whether a class is of any kind's. @param name internal */
    static boolean has(String name) {
        return name.startsWith(NATIVES + '/');
    }

    /** By internal name. */
    Map<String, byte[]> read() {
        FolderSource system = new FolderSource(Project.classes("system-services"));
        Map<String, byte[]> classes = new TreeMap<>();
        for (String name : system.list("obol/")) {
            if (packages.contains(name.substring(0, name.lastIndexOf('/')))) classes.put(name, system.find(name));
        }
        return classes;
    }
}
