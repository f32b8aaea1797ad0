package obol.system.sockets;

import static obol.nucleus.sockets.Sockets.sockets;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.SocketException;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.sockets.Sockets;

/** Memberships in groups: ip(7) of addresses, ipv6(7) and RFC 3678 of interfaces. */
final class Multicast {
    private static final int IP_ADD_MEMBERSHIP = 35, IP_DROP_MEMBERSHIP = 36, IP_UNBLOCK_SOURCE = 37, IP_BLOCK_SOURCE = 38;
    private static final int IP_ADD_SOURCE_MEMBERSHIP = 39, IP_DROP_SOURCE_MEMBERSHIP = 40;
    private static final int IPV6_ADD_MEMBERSHIP = 20, IPV6_DROP_MEMBERSHIP = 21;
    private static final int MCAST_BLOCK_SOURCE = 43, MCAST_UNBLOCK_SOURCE = 44, MCAST_JOIN_SOURCE_GROUP = 46, MCAST_LEAVE_SOURCE_GROUP = 47;
    /** struct group_source_req: an interface and two addresses in the room that any address has. */
    private static final int GROUP_SOURCE = 264, GROUP = 8, SOURCE = 136;

    private Multicast() {}

    /** What the system cannot do is no error of a membership that is asked for. */
    private static int change(boolean asked, FileDescriptor socket, int level, int name, byte[] value) throws SocketException {
        int result = sockets().setOption(FileNumbers.of(socket), level, name, value);
        if (asked && (result == -SocketErrors.ENOPROTOOPT || result == -SocketErrors.EOPNOTSUPP)) {
            return SocketErrors.UNAVAILABLE;
        }
        SocketErrors.check(result);
        return 0;
    }

    /** struct ip_mreq, or struct ip_mreq_source if there is a source. */
    private static byte[] group(int group, int address, int source) {
        byte[] value = new byte[source == 0 ? 8 : 12];
        SocketAddresses.putBig(value, 0, group);
        SocketAddresses.putBig(value, 4, address);
        if (source != 0) {
            SocketAddresses.putBig(value, 8, source);
        }
        return value;
    }

    private static byte[] group(byte[] group, int index, byte[] source) {
        byte[] value = new byte[GROUP_SOURCE];
        SocketAddresses.put(value, 0, index);
        value[GROUP] = value[SOURCE] = Sockets.AF_INET6;
        System.arraycopy(group, 0, value, GROUP + SocketAddresses.HOST6, group.length);
        System.arraycopy(source, 0, value, SOURCE + SocketAddresses.HOST6, source.length);
        return value;
    }

    @Substitutes("sun.nio.ch.Net")
    private static class OfNet {
        @Substitute(reason = "native")
        private static int joinOrDrop4(boolean join, FileDescriptor socket, int group, int address, int source) throws IOException {
            int name = source == 0 ? join ? IP_ADD_MEMBERSHIP : IP_DROP_MEMBERSHIP
                    : join ? IP_ADD_SOURCE_MEMBERSHIP : IP_DROP_SOURCE_MEMBERSHIP;
            return change(join, socket, SocketOptions.IPPROTO_IP, name, group(group, address, source));
        }

        @Substitute(reason = "native")
        private static int blockOrUnblock4(boolean block, FileDescriptor socket, int group, int address, int source) throws IOException {
            byte[] value = new byte[12];
            System.arraycopy(group(group, address, source), 0, value, 0, source == 0 ? 8 : 12);
            return change(block, socket, SocketOptions.IPPROTO_IP, block ? IP_BLOCK_SOURCE : IP_UNBLOCK_SOURCE, value);
        }

        @Substitute(reason = "native")
        private static int joinOrDrop6(boolean join, FileDescriptor socket, byte[] group, int index, byte[] source) throws IOException {
            if (source != null) {
                return change(join, socket, SocketOptions.IPPROTO_IPV6, join ? MCAST_JOIN_SOURCE_GROUP : MCAST_LEAVE_SOURCE_GROUP,
                        group(group, index, source));
            }
            byte[] value = new byte[20];
            System.arraycopy(group, 0, value, 0, group.length);
            SocketAddresses.put(value, 16, index);
            return change(join, socket, SocketOptions.IPPROTO_IPV6, join ? IPV6_ADD_MEMBERSHIP : IPV6_DROP_MEMBERSHIP, value);
        }

        @Substitute(reason = "native")
        static int blockOrUnblock6(boolean block, FileDescriptor socket, byte[] group, int index, byte[] source) throws IOException {
            return change(block, socket, SocketOptions.IPPROTO_IPV6, block ? MCAST_BLOCK_SOURCE : MCAST_UNBLOCK_SOURCE,
                    group(group, index, source));
        }
    }
}
