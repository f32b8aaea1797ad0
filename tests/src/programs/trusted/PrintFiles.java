package trusted;

import java.nio.charset.StandardCharsets;
import obol.nucleus.ImageFiles;

/** Prints the files of the image, and the build id. */
public final class PrintFiles {
    private PrintFiles() {}

    public static void main(String[] arguments) {
        for (int i = 0; i < ImageFiles.count(); i++) {
            System.out.println(ImageFiles.name(i) + ": " + new String(ImageFiles.bytes(i), StandardCharsets.UTF_8));
        }
        byte[] part = new byte[8];
        int file = ImageFiles.find("lib/b");
        System.out.println(ImageFiles.find("lib/") + " " + file + " " + ImageFiles.read(file, 2, part, 1, 7) + " "
                + ImageFiles.read(file, 100, part, 0, 8) + new String(part, 0, 4, StandardCharsets.UTF_8).replace((char) 0, '.'));
        System.out.println(ImageFiles.buildId());
    }
}
