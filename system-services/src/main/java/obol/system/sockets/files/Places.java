package obol.system.sockets.files;

import static obol.system.sockets.SocketAddresses.HOST4;
import static obol.system.sockets.SocketAddresses.HOST6;
import static obol.system.sockets.SocketAddresses.PORT;

import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.nucleus.sockets.Sockets;
import obol.system.sockets.SocketAddresses;

/** Addresses of sockets ({@link SocketAddresses}) in the form of the files of the network: {@code ADDRESS!PORT}. */
final class Places {
    private Places() {}

    static Address address(byte[] socketAddress) {
        return socketAddress[0] == Sockets.AF_INET ? Address.v4(Bytes.i32(socketAddress, HOST4))
            : new Address(Bytes.i64(socketAddress, HOST6), Bytes.i64(socketAddress, HOST6 + 8));
    }

    static String text(byte[] socketAddress) {
        Address address = address(socketAddress);
        return (address.equals(Address.ANY6) ? "*" : address.toString()) + '!' + SocketAddresses.port(socketAddress);
    }

    /** The address as one of a socket's family, which has the addresses of version 4 in their mapped form. */
    static void put(int family, Address address, int port, byte[] to) {
        java.util.Arrays.fill(to, (byte) 0);
        to[0] = (byte) family;
        Bytes.put16(to, PORT, port);
        if (family == Sockets.AF_INET) {
            Bytes.put32(to, HOST4, address.isV4() ? address.v4() : 0);
        } else if (!address.isAny()) {
            Bytes.put64(to, HOST6, address.high());
            Bytes.put64(to, HOST6 + 8, address.low());
        }
    }

    /** From a text. */
    static void put(int family, String place, byte[] to) {
        int mark = place.indexOf('!');
        put(family, Address.parse(place.substring(0, mark)), Integer.parseInt(place.substring(mark + 1)), to);
    }
}
