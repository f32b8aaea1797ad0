package obol.system.sockets.files;

import java.io.IOException;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.styx.Errno;
import obol.system.files.FileException;
import obol.system.sockets.Network;
import obol.system.sockets.SocketAddresses;
import obol.system.sockets.SocketOptions;

/** The options of ip(7) and ipv6(7) that join groups and leave them, as messages to a conversation. */
final class Groups {
    private static final int IP_ADD_MEMBERSHIP = 35, IP_DROP_MEMBERSHIP = 36, IPV6_ADD_MEMBERSHIP = 20, IPV6_DROP_MEMBERSHIP = 21;
    /** Of those that name a source as well: the files have none. */
    private static final int FIRST_OF_SOURCES = 37, LAST_OF_SOURCES = 40, FIRST_OF_SOURCES_6 = 43, LAST_OF_SOURCES_6 = 47;
    private static final int INDEX = 16;

    private Groups() {}

    /** Whether the option is one that no network has here. */
    static boolean isUnknown(int level, int name) {
        return level == SocketOptions.IPPROTO_IP && name >= FIRST_OF_SOURCES && name <= LAST_OF_SOURCES
            || level == SocketOptions.IPPROTO_IPV6 && name >= FIRST_OF_SOURCES_6 && name <= LAST_OF_SOURCES_6;
    }

    /** Null: the option is another one. */
    static String message(int level, int name, byte[] value) throws FileException {
        if (level == SocketOptions.IPPROTO_IP && (name == IP_ADD_MEMBERSHIP || name == IP_DROP_MEMBERSHIP)) {
            return text(name == IP_ADD_MEMBERSHIP, Address.v4(Bytes.i32(value, 0)), Address.v4(Bytes.i32(value, 4)));
        }
        if (level == SocketOptions.IPPROTO_IPV6 && (name == IPV6_ADD_MEMBERSHIP || name == IPV6_DROP_MEMBERSHIP)) {
            Address group = new Address(Bytes.i64(value, 0), Bytes.i64(value, 8));
            return text(name == IPV6_ADD_MEMBERSHIP, group, addressOf(SocketAddresses.number(value, INDEX)));
        }
        return null;
    }

    private static String text(boolean join, Address group, Address local) {
        return (join ? "addmulti " : "remmulti ") + group + (local.isAny() ? "" : " " + local);
    }

    /** An address of version 6 of an interface by its index; none for 0, which is any. */
    private static Address addressOf(int index) throws FileException {
        if (index == 0) {
            return Address.ANY6;
        }
        try {
            for (Network.Interface each : Network.network().interfaces()) {
                for (Network.Bound bound : each.addresses()) {
                    if (each.index() == index && bound.address().length > Integer.BYTES) {
                        return new Address(Bytes.i64(bound.address(), 0), Bytes.i64(bound.address(), 8));
                    }
                }
            }
        } catch (IOException unknown) {
            // As one that there is not.
        }
        throw new FileException(Errno.ENODEV.text());
    }
}
