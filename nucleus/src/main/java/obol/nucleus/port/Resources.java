package obol.nucleus.port;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.nio.charset.StandardCharsets;
import obol.nucleus.annotation.Intrinsic;

/** Data files of the JDK that are in the image if they are used. */
public final class Resources {
    private Resources() {}

    /** The file with this path in the JDK's folder, each byte a character; the path is a literal. */
    @Intrinsic("RESOURCE") private static native String content(String path);

    /** The rules of time zones. */
    public static DataInputStream timeZones() {
        return new DataInputStream(new ByteArrayInputStream(content("lib/tzdb.dat").getBytes(StandardCharsets.ISO_8859_1)));
    }
}
