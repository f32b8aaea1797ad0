package obol.system.sockets;

import static obol.nucleus.sockets.Sockets.sockets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.Port;
import obol.nucleus.sockets.Sockets;

/** Names of hosts and their addresses. */
final class AddressSubstitution {
    private static final int VERSION_4 = 4, VERSION_6 = 16;
    private static final int POLLOUT = 4, ECHO = 7;

    private AddressSubstitution() {}

    /** Version 4 first, unless a property says otherwise. */
    private static InetAddress[] lookup(String name, boolean alsoSix) throws UnknownHostException {
        List<byte[]> found;
        try {
            found = Network.network().addresses(name);
        } catch (IOException e) {
            throw new UnknownHostException(name + ": Temporary failure in name resolution");
        }
        List<InetAddress> addresses = new ArrayList<>();
        boolean sixFirst = Boolean.getBoolean("java.net.preferIPv6Addresses");
        add(addresses, name, found, sixFirst && alsoSix ? VERSION_6 : VERSION_4);
        if (alsoSix) {
            add(addresses, name, found, sixFirst ? VERSION_4 : VERSION_6);
        }
        if (addresses.isEmpty()) {
            throw new UnknownHostException(name + ": Name or service not known");
        }
        return addresses.toArray(new InetAddress[0]);
    }

    private static void add(List<InetAddress> to, String name, List<byte[]> found, int size) throws UnknownHostException {
        for (byte[] address : found) {
            if (address.length == size) {
                to.add(InetAddress.getByAddress(name, address));
            }
        }
    }

    private static String reverse(byte[] address) throws UnknownHostException {
        String name = Network.network().name(address);
        if (name == null) {
            throw new UnknownHostException();
        }
        return name;
    }

    /** Whether the host answers an attempt to connect with its echo service, be it with a refusal. */
    private static boolean answers(boolean isSix, byte[] host, int milliseconds) throws IOException {
        int socket = SocketErrors.check(sockets().open(isSix ? Sockets.AF_INET6 : Sockets.AF_INET, Sockets.SOCK_STREAM));
        try {
            sockets().setPatient(socket, false);
            int result = sockets().connect(socket, SocketAddresses.encode(isSix, InetAddress.getByAddress(host), ECHO));
            if (result == -SocketErrors.EINPROGRESS && sockets().await(socket, POLLOUT, milliseconds) != 0) {
                byte[] error = new byte[4];
                SocketErrors.check(sockets().option(socket, SocketOptions.SOL_SOCKET, SocketOptions.SO_ERROR, error));
                result = -SocketAddresses.number(error, 0);
            }
            return result == 0 || result == -SocketErrors.ECONNREFUSED;
        } finally {
            Port.posix().close(socket);
        }
    }

    @Substitutes("java.net.Inet6AddressImpl")
    private static class Six {
        Six() {}

        @Substitute(reason = "native")
        public String getLocalHostName() throws UnknownHostException {
            return Network.network().hostName();
        }

        @Substitute(reason = "native")
        public InetAddress[] lookupAllHostAddr(String name) throws UnknownHostException {
            return lookup(name, true);
        }

        @Substitute(reason = "native")
        public String getHostByAddr(byte[] address) throws UnknownHostException {
            return reverse(address);
        }

        @Substitute(reason = "native; by TCP, as HotSpot does when it may not by ICMP")
        private boolean isReachable0(byte[] host, int scope, int milliseconds, byte[] from, int ttl, int fromScope) throws IOException {
            return answers(true, host, milliseconds);
        }
    }

    @Substitutes("java.net.Inet4AddressImpl")
    private static class Four {
        Four() {}

        @Substitute(reason = "native")
        public String getLocalHostName() throws UnknownHostException {
            return Network.network().hostName();
        }

        @Substitute(reason = "native")
        public InetAddress[] lookupAllHostAddr(String name) throws UnknownHostException {
            return lookup(name, false);
        }

        @Substitute(reason = "native")
        public String getHostByAddr(byte[] address) throws UnknownHostException {
            return reverse(address);
        }

        @Substitute(reason = "native; by TCP, as HotSpot does when it may not by ICMP")
        private boolean isReachable0(byte[] host, int milliseconds, byte[] from, int ttl) throws IOException {
            return answers(false, host, milliseconds);
        }
    }

    @Substitutes("java.net.InetAddressImpl")
    private interface Implementation {}

    @Substitutes("java.net.InetAddressImplFactory")
    private static class Factory {
        @Substitute(reason = "the original makes it by its name")
        static Implementation create() {
            return Network.network().hasIPv6() ? (Implementation) (Object) new Six() : (Implementation) (Object) new Four();
        }

        @Substitute(reason = "native")
        static boolean isIPv6Supported() {
            return Network.network().hasIPv6();
        }
    }
}
