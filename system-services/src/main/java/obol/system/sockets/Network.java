package obol.system.sockets;

import java.io.IOException;
import java.util.List;

/** What a system knows of its network beside sockets: names, and interfaces. */
public abstract class Network {
    private static final Network NETWORK = make();

    /**
     * A way to the network.
     *
     * @param flags Linux's: {@code IFF_UP} and so on
     * @param hardware its address; empty if it has none
     */
    public record Interface(String name, int index, int flags, int mtu, byte[] hardware, List<Bound> addresses) {}

    /**
     * An address of an interface, of 4 or 16 bytes.
     *
     * @param broadcast null if it has none
     * @param prefix how many bits are the net's
     */
    public record Bound(byte[] address, byte[] broadcast, int prefix) {}

    /** Of this process. */
    public static Network network() {
        return NETWORK;
    }

    /** Substituted by what stands behind the sockets of an image. */
    private static Network make() {
        throw new UnsupportedOperationException("this image has no network");
    }

    /** Whether sockets are of version 6, which takes version 4 as well. */
    public abstract boolean hasIPv6();

    /** This machine's own name. */
    public abstract String hostName();

    /**
     * The addresses of a name, each of 4 or 16 bytes; empty if it has none.
     *
     * @throws IOException nobody could be asked
     */
    public abstract List<byte[]> addresses(String name) throws IOException;

    /** The name of an address; null if it has none. */
    public abstract String name(byte[] address);

    public abstract List<Interface> interfaces() throws IOException;
}
