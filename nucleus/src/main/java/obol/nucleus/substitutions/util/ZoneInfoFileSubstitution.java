package obol.nucleus.substitutions.util;

import java.io.DataInputStream;
import java.io.IOException;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.Resources;

@Substitutes("sun.util.calendar.ZoneInfoFile")
final class ZoneInfoFileSubstitution {
    private ZoneInfoFileSubstitution() {}

    @Alias private static native void load(DataInputStream in) throws IOException;

    @Substitutes("sun.util.calendar.ZoneInfoFile$1")
    private static class Loading {
        @Substitute(reason = "the original reads a file of the JDK; here its content is in the image")
        public Void run() {
            try {
                load(Resources.timeZones());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return null;
        }
    }
}
