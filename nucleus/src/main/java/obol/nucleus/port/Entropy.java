package obol.nucleus.port;

import java.io.FileInputStream;
import java.io.IOException;
import java.security.SecureRandomSpi;
import obol.layout.ObjectLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.annotation.NoAllocation;

/**
 * Random numbers of the port, as a source for {@link java.security.SecureRandom}. A seed adds nothing to them. For a seed they are
 * those of {@code /dev/random}, where there is one, as other sources of the machine may be in it, too.
 */
public final class Entropy extends SecureRandomSpi {
    private static final long serialVersionUID = 1L;

    @NoAllocation
    public static void fill(byte[] bytes) {
        if (bytes.length > 0) {
            Machine.entropy(Memory.addressOf(bytes) + ObjectLayout.ARRAY_ELEMENTS, bytes.length);
        }
    }

    @Override protected void engineSetSeed(byte[] seed) {}

    @Override protected void engineNextBytes(byte[] bytes) {
        fill(bytes);
    }

    @Override protected byte[] engineGenerateSeed(int count) {
        byte[] bytes = new byte[count];
        fill(bytes);
        try (FileInputStream random = new FileInputStream("/dev/random")) {
            random.read(bytes);
        } catch (IOException none) {
            // Not everybody has that file.
        }
        return bytes;
    }

    @Override public String toString() {
        return "NativePRNG";
    }
}
