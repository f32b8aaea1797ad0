package obol.host;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code obol build}: the script has compiled the Java sources by now; this makes what else is in {@code target/}. */
@Command(name = "build", description = "Builds what is stale.", mixinStandardHelpOptions = true)
final class BuildCommand implements Callable<Integer> {
    @Override public Integer call() {
        SystemImage.hosted();
        SystemImage.booted();
        Sdk.build();
        return Status.GOOD;
    }
}
