package obol.nucleus.port;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import obol.nucleus.ImageFiles;
import obol.nucleus.annotation.Intrinsic;

/** Data files that were built into the image: the JDK's that are used, and those of the program's class path. */
public final class Resources {
    /** Before the names of the class path's files, among those of the image. */
    public static final String FOLDER = "resource/";

    private Resources() {}

    /** A file of the class path by its path there; null if there is none. */
    public static InputStream ofClassPath(String path) {
        int number = ImageFiles.find(FOLDER + path);
        return number < 0 ? null : new ByteArrayInputStream(ImageFiles.bytes(number));
    }

    /** The file with this path in the JDK's folder, each byte a character; the path is a literal. */
    @Intrinsic("RESOURCE") private static native String content(String path);

    /** The rules of time zones. */
    public static DataInputStream timeZones() {
        return new DataInputStream(new ByteArrayInputStream(content("lib/tzdb.dat").getBytes(StandardCharsets.ISO_8859_1)));
    }
}
