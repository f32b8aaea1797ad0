package obol.host;

import java.io.IOException;
import java.util.concurrent.Callable;
import obol.host.image.Iso;
import obol.host.image.Sdk;
import obol.host.image.SystemImage;
import obol.host.tools.CommandFailure;
import obol.host.tools.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code obol build}: the script has compiled the Java sources by now; this makes what else is in {@code target/}. */
@Command(name = "build", description = "Builds what is stale.", mixinStandardHelpOptions = true)
final class BuildCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "iso", description = "Make target/obol.iso, too: a CD that starts Obol by GRUB.")
    private String more;

    @Override public Integer call() {
        if (more != null && !more.equals("iso")) throw CommandFailure.usage("build " + more + ": iso or nothing is wanted");
        // Not by the script's stamp: tests come here with classes that Maven alone has compiled.
        try {
            SystemImage.build();
            if (more != null) Iso.build();
        } catch (IOException e) {
            throw CommandFailure.unable("cannot build the system: " + e.getMessage());
        }
        Sdk.build();
        return Status.GOOD;
    }
}
