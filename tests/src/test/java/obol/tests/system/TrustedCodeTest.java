package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import obol.host.image.TrustedClasses;
import obol.tests.Ratchets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much of the machine code in the image nothing vouches for: by the symbols of the image, each method with its size. */
@Tag("slow")
class TrustedCodeTest {
    private static final int SYMTAB = 2;

    @Test
    void theTrustedShareOfTheCodeOnlyFalls() throws Exception {
        ByteBuffer image = ByteBuffer.wrap(Files.readAllBytes(Path.of(Obol.hosted() + ".debug"))).order(ByteOrder.LITTLE_ENDIAN);
        TrustedClasses trusted = TrustedClasses.read();
        long trustedBytes = 0;
        long libraryBytes = 0;
        long verifiedBytes = 0;
        int sections = (int) image.getLong(40);
        for (int i = 0; i < image.getShort(60); i++) {
            int header = sections + i * image.getShort(58);
            if (image.getInt(header + 4) != SYMTAB) continue;
            int names = (int) image.getLong(sections + image.getInt(header + 40) * image.getShort(58) + 24);
            int at = (int) image.getLong(header + 24);
            for (int end = at + (int) image.getLong(header + 32); at < end; at += 24) {
                long size = image.getLong(at + 16);
                String owner = owner(text(image, names + image.getInt(at)));
                if (size == 0 || owner.isEmpty()) continue;
                if (trusted.has(owner)) trustedBytes += size;
                else if (owner.startsWith("java/") || owner.startsWith("jdk/") || owner.startsWith("sun/")) libraryBytes += size;
                else verifiedBytes += size;
            }
        }
        double all = trustedBytes + libraryBytes + verifiedBytes;
        System.out.printf("machine code: %d bytes trusted (%.2f %%), %d of the library (%.2f %%), %d verified (%.2f %%)%n", trustedBytes,
            100 * trustedBytes / all, libraryBytes, 100 * libraryBytes / all, verifiedBytes, 100 * verifiedBytes / all);
        assertTrue(trustedBytes > 0 && verifiedBytes > 0 && libraryBytes > 0, "no symbols");
        atMost("trusted classes, per cent of the machine code in the image", 100 * trustedBytes / all);
        atMost("trusted and the library, per cent of the machine code in the image", 100 * (trustedBytes + libraryBytes) / all);
    }

    private static void atMost(String name, double found) throws IOException {
        assertTrue(found <= Ratchets.atMost(name), found + ": " + name);
    }

    /** The class of a symbol {@code p/C.method}, or nothing for a routine of the assembly. */
    private static String owner(String symbol) {
        int parameters = symbol.indexOf('(');
        String name = parameters < 0 ? symbol : symbol.substring(0, parameters);
        return name.contains("/") ? name.substring(0, Math.max(0, name.lastIndexOf('.'))) : "";
    }

    private static String text(ByteBuffer image, int at) {
        int end = at;
        while (image.get(end) != 0) end++;
        return new String(image.array(), at, end - at, StandardCharsets.UTF_8);
    }
}
