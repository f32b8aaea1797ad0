package obol.system.host;

import obol.net.wire.Address;
import obol.net.wire.Bytes;

/** Linux's {@code struct sockaddr_in} and {@code sockaddr_in6} as bytes. */
public final class SocketAddress {
    public static final int IPV4 = 2, IPV6 = 10;
    /** Bytes of the larger one. */
    public static final int SIZE = 28;
    private static final int SIZE4 = 16, PORT = 2, HOST4 = 4, HOST6 = 8;

    private SocketAddress() {
    }

    /** @param family {@link #IPV4}, of which the address is then one or is any; or {@link #IPV6}, IPv4's in the mapped form */
    public static byte[] of(int family, Address address, int port) {
        byte[] bytes = new byte[family == IPV4 ? SIZE4 : SIZE];
        bytes[0] = (byte) family;
        Bytes.put16(bytes, PORT, port);
        if (family == IPV4) {
            Bytes.put32(bytes, HOST4, address.isAny() ? 0 : address.v4());
        } else {
            Bytes.put64(bytes, HOST6, address.high());
            Bytes.put64(bytes, HOST6 + 8, address.low());
        }
        return bytes;
    }

    public static int port(byte[] bytes) {
        return Bytes.u16(bytes, PORT);
    }

    public static Address address(byte[] bytes) {
        return bytes[0] == IPV4 ? Address.v4(Bytes.i32(bytes, HOST4)) : new Address(Bytes.i64(bytes, HOST6), Bytes.i64(bytes, HOST6 + 8));
    }
}
