package siege;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import obol.channels.Program;

/** {@code chaos KILLS PREFIX FILE}: kills so often one of the services whose names begin so, and makes FILE. */
@Program("chaos")
public final class Chaos {
    private Chaos() {
    }

    public static void main(String[] arguments) throws Exception {
        Random random = new Random(1);
        int left = Integer.parseInt(arguments[0]);
        while (left > 0) {
            List<Path> victims = processes(arguments[1]);
            if (victims.isEmpty()) {
                Thread.sleep(1);
                continue;
            }
            try {
                Files.writeString(victims.get(random.nextInt(victims.size())).resolve("ctl"), "kill");
                left--;
            } catch (IOException gone) {
                // It has ended by itself.
            }
        }
        Files.writeString(Path.of(arguments[2]), "over");
        System.out.println("chaos done");
    }

    private static List<Path> processes(String prefix) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"))) {
            for (Path each : all) {
                try {
                    String status = Files.readString(each.resolve("status"));
                    if (status.startsWith("name " + prefix) && !status.contains("\nstate dead\n")) {
                        found.add(each);
                    }
                } catch (IOException gone) {
                    // It ended meanwhile.
                }
            }
        }
        return found;
    }
}
