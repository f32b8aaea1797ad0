package obol.system.servers.net;

import obol.net.core.Randomness;
import obol.net.wire.Bytes;
import obol.nucleus.port.Entropy;
import obol.system.servers.net.engine.Engine;

/** The program that serves {@code net}. */
public final class Net {
    /** Bytes fetched at once. */
    private static final int FETCHED = 256;

    private Net() {
    }

    public static void main(String[] arguments) {
        new Engine(unpredictable()).run("net", "ether");
    }

    private static Randomness unpredictable() {
        byte[] bytes = new byte[FETCHED];
        int[] next = {FETCHED};
        return () -> {
            if (next[0] == FETCHED) {
                Entropy.fill(bytes);
                next[0] = 0;
            }
            long number = Bytes.i64(bytes, next[0]);
            next[0] += Long.BYTES;
            return number;
        };
    }
}
