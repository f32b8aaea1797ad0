package obol.nucleus.port;

import java.io.FileInputStream;
import java.io.IOException;
import java.security.SecureRandomSpi;
import obol.layout.ObjectLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.annotation.NoAllocation;

/**
 * Random numbers of the port, as a source for {@link java.security.SecureRandom}. A seed adds nothing to them. Those of a seed are mixed with
 * {@code /dev/random}, where other sources of the machine may be in it.
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
            byte[] more = random.readNBytes(count);
            for (int i = 0; i < more.length; i++) {
                bytes[i] ^= more[i];
            }
        } catch (IOException none) {
            // Not everybody has that file.
        }
        return bytes;
    }

    @Override public String toString() {
        return "NativePRNG";
    }
}
