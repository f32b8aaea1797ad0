package obol.system.servers.net;

import obol.net.core.Randomness;
import obol.net.wire.Bytes;
import obol.nucleus.device.Host;
import obol.nucleus.port.Entropy;
import obol.system.bridge.FileService;
import obol.system.host.MachineWords;
import obol.system.servers.net.engine.Engine;
import obol.system.servers.net.host.HostNetwork;

/**
 * The program that serves {@code net}: the host's network where Obol is a process of Linux that was started with {@code --net}, else its
 * own.
 */
public final class Net {
    /** Bytes fetched at once. */
    private static final int FETCHED = 256;
    private static final long MILLISECOND = 1_000_000;

    private Net() {
    }

    public static void main(String[] arguments) {
        Host host = Host.claim();
        MachineWords words = new MachineWords(host.words());
        if (words.has(MachineWords.NET) && HostNetwork.isThere(host)) {
            FileService[] service = new FileService[1];
            Network network = new HostNetwork(host, work -> service[0].run(work), words.values(MachineWords.DIAL), !words.has(MachineWords.SEAL));
            service[0] = new FileService(new NetTree(network, () -> System.currentTimeMillis() * MILLISECOND));
            service[0].serve("net");
            return;
        }
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
