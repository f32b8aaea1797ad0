package obol.host;

import java.io.IOException;
import java.util.concurrent.Callable;
import obol.host.image.Sdk;
import obol.host.image.SystemImage;
import obol.host.tools.CommandFailure;
import obol.host.tools.Status;
import picocli.CommandLine.Command;

/** {@code obol build}: the script has compiled the Java sources by now; this makes what else is in {@code target/}. */
@Command(name = "build", description = "Builds what is stale.", mixinStandardHelpOptions = true)
final class BuildCommand implements Callable<Integer> {
    @Override public Integer call() {
        // Not by the script's stamp: tests come here with classes that Maven alone has compiled.
        try {
            SystemImage.build();
        } catch (IOException e) {
            throw CommandFailure.unable("cannot build the system: " + e.getMessage());
        }
        Sdk.build();
        return Status.GOOD;
    }
}
