package obol.host.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project's files are: the folder that {@code ./obol} stands in. */
public final class Project {
    private Project() {}

    /** The project's folder; from the system property {@code obol.root}, which the script sets, or the folder above that has the script. */
    public static Path root() {
        String set = System.getProperty("obol.root");
        if (set != null) return Path.of(set);
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("obol")) && Files.exists(at.resolve("nucleus"))) return at;
        }
        throw CommandFailure.unable("cannot find the project's folder: run ./obol");
    }

    /** {@code target/}, made if it is not there. */
    public static Path target() {
        return folder(root().resolve("target"));
    }

    public static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw CommandFailure.unable("cannot make the folder " + folder + ": " + e.getMessage());
        }
    }

    /** The compiled classes of a module. */
    public static Path classes(String module) {
        return root().resolve(module).resolve("target/classes");
    }

    /** The compiled classes of the nucleus. */
    public static Path nucleusClasses() {
        return classes("nucleus");
    }

    /** The compiled classes of channels. */
    public static Path channelsClasses() {
        return classes("channels");
    }

    public static Path nucleusAssembly() {
        return root().resolve("nucleus/src/main/nasm");
    }
}
