package obol.nucleus.substitutions.io;

import java.io.IOException;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.Files;

@Substitutes("java.io.FileCleanable")
final class FileCleanableSubstitution {
    private FileCleanableSubstitution() {}

    @Substitute(reason = "native")
    private static void cleanupClose0(int descriptor, long handle) throws IOException {
        Files.close(descriptor);
    }
}
