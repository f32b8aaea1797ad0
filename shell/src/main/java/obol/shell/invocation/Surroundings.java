package obol.shell.invocation;

import java.nio.file.Path;
import java.util.Map;
import obol.channels.Services;
import obol.system.processes.Processes;

/** What a utility sees of its process beside its streams. */
public interface Surroundings {
    /** The file that the process calls so. */
    Path path(String name);

    Map<String, String> environment();

    /** The process's own number. */
    int number();

    /** Those of the process that this runs in. */
    Surroundings OWN = new Surroundings() {
        @Override
        public Path path(String name) {
            return Path.of(name);
        }

        @Override
        public Map<String, String> environment() {
            return System.getenv();
        }

        @Override
        public int number() {
            try (Processes processes = Services.connect(Processes.class, "processes")) {
                return processes.self();
            }
        }
    };
}
