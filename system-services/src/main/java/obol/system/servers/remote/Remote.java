package obol.system.servers.remote;

import java.time.Duration;
import obol.channels.Loopback;
import obol.channels.Pending;
import obol.channels.Services;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.system.bridge.LazyFid;
import obol.system.carrier.Outside;
import obol.system.carrier.Stream;
import obol.system.carrier.Unreachable;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.host.MachineWords;

/** The program that serves {@code remote}. An attach does not wait for the network: the first use of what it gives does. */
public final class Remote implements Files {
    /** Where connections come from. */
    @FunctionalInterface
    interface Dialer {
        Stream dial(String address) throws Unreachable;
    }

    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Dialer dialer;
    private final Dialect preferred;
    private final Duration silence;

    Remote(Dialer dialer, Dialect preferred) {
        this(dialer, preferred, SILENCE);
    }

    /** @param silence half of how long a server may be silent when it is asked something, before its connection is given up */
    Remote(Dialer dialer, Dialect preferred, Duration silence) {
        this.silence = silence;
        this.dialer = dialer;
        this.preferred = preferred;
    }

    public static void main(String[] arguments) {
        Services.serve(Files.class, "remote", new Remote(Remote::dial, Dialect.L));
    }

    /** Through {@code /net} where the machine was started with a network, else by what carries the console. */
    private static Stream dial(String address) throws Unreachable {
        try (Outside outside = Services.connect(Outside.class, "outside")) {
            Pending<Outside.Boot> boot = outside.boot();
            if (new MachineWords(boot.await().arguments()).has(MachineWords.NET)) {
                return NetworkStream.dial(address);
            }
            Pending<Outside.Accepted> connecting = outside.dial(address);
            return connecting.await().stream();
        }
    }

    @Override
    public Fid attach(String user, String tree) throws FileException {
        int space = tree.indexOf(' ');
        String address = space < 0 ? tree : tree.substring(0, space);
        if (!address.startsWith("tcp!")) {
            throw new FileException(Errno.ENOENT.text());
        }
        String name = space < 0 ? "" : tree.substring(space + 1);
        // a door of its own, so that one server's slowness is not another's
        return Loopback.of(Fid.class, new LazyFid(() -> new Connection(dialer, address, preferred, silence).attach(user, name)));
    }
}
