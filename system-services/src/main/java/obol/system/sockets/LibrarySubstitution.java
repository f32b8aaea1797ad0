package obol.system.sockets;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketImpl;
import java.net.URL;
import java.nio.channels.Channel;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Constant;
import obol.nucleus.annotation.ConstantNull;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

/** Ways of {@code java.net} that Obol has not, or has otherwise. */
final class LibrarySubstitution {
    private LibrarySubstitution() {}

    @Substitutes("java.net.SocketImpl")
    private static class Implementations {
        @Substitute(reason = "the original may choose the one before, which has natives of its own")
        static SocketImpl createPlatformSocketImpl(boolean server) {
            return (SocketImpl) (Object) new Nio(server);
        }

        @Constant(value = 0, reason = "as createPlatformSocketImpl")
        private static boolean usePlainSocketImpl() {
            return false;
        }
    }

    @Substitutes("sun.nio.ch.NioSocketImpl")
    private static class Nio {
        Nio(boolean server) {}
    }

    @Substitutes("java.net.DatagramSocket")
    private static class Datagrams {
        @Alias private static SocketAddress NO_DELEGATE;

        @Constant(value = 0, reason = "the one before has natives of its own")
        private static boolean usePlainDatagramSocketImpl() {
            return false;
        }
    }

    @Substitutes("sun.nio.ch.DatagramSocketAdaptor$DatagramSockets")
    private static class DatagramFacts {
        @Alias private static SocketAddress NO_DELEGATE;

        @Substitute(reason = "the original looks for the field by its name")
        static void initializer() {
            NO_DELEGATE = Datagrams.NO_DELEGATE;
        }
    }

    @Substitutes("sun.net.NetProperties")
    private static class Properties {
        @ConstantNull(reason = "there is no net.properties")
        public static String get(String name) {
            return null;
        }
    }

    @Substitutes("java.net.ProxySelector")
    private static class Proxies {
        @ConstantNull(reason = "there are no proxies")
        public static java.net.ProxySelector getDefault() {
            return null;
        }

        @Substitute(reason = "makes the original's by its name")
        static void initializer() {}
    }

    @Substitutes("sun.net.NetHooks")
    private static class Hooks {
        @Substitute(reason = "there is nothing between TCP and its user")
        public static void beforeTcpBind(FileDescriptor socket, InetAddress host, int port) throws IOException {}

        @Substitute(reason = "as beforeTcpBind")
        public static void beforeTcpConnect(FileDescriptor socket, InetAddress host, int port) throws IOException {}
    }

    @Substitutes("sun.net.util.SocketExceptions")
    private static class Exceptions {
        @Substitute(reason = "the original looks for a security property that is off; addresses are no part of texts")
        public static IOException of(IOException e, SocketAddress address) {
            return e;
        }
    }

    @Substitutes("sun.net.InetAddressCachePolicy")
    private static class Cache {
        @Constant(value = 30, reason = "seconds; the original reads a security property, which says so if nobody changes it")
        public static int get() {
            return 30;
        }

        @Constant(value = 10, reason = "as get")
        public static int getNegative() {
            return 10;
        }
    }

    @Substitutes("java.net.URL")
    private static class Locators {
        @ConstantNull(reason = "hosts of URLs are compared by their names: no network is asked, and no process has one only to compare")
        synchronized InetAddress getHostAddress() {
            return null;
        }
    }

    /** As the originals do for hosts that have no address. */
    @Substitutes("java.net.URLStreamHandler")
    private abstract static class Handlers {
        @Alias protected abstract int getDefaultPort();

        @Substitute(reason = "as URL.getHostAddress, which the original asks")
        protected int hashCode(URL url) {
            int hash = url.getProtocol() == null ? 0 : url.getProtocol().hashCode();
            hash += url.getHost() == null ? 0 : url.getHost().toLowerCase().hashCode();
            hash += url.getFile() == null ? 0 : url.getFile().hashCode();
            hash += url.getPort() == -1 ? getDefaultPort() : url.getPort();
            return hash + (url.getRef() == null ? 0 : url.getRef().hashCode());
        }

        @Substitute(reason = "as hashCode")
        protected boolean hostsEqual(URL one, URL other) {
            return one.getHost() == null ? other.getHost() == null : one.getHost().equalsIgnoreCase(other.getHost());
        }
    }

    @Substitutes("java.lang.System")
    private static class Inherited {
        @ConstantNull(reason = "no process is given a channel; the original brings all kinds of them along")
        public static Channel inheritedChannel() {
            return null;
        }
    }

    /** There is no code in C that would have to know where fields are. */
    @Substitutes("java.net.InetAddress")
    private static class AnyAddress {
        @Substitute(reason = "native; nothing to register")
        private static void init() {}
    }

    @Substitutes("java.net.Inet4Address")
    private static class Version4 {
        @Substitute(reason = "native; nothing to register")
        private static void init() {}
    }

    @Substitutes("java.net.Inet6Address")
    private static class Version6 {
        @Substitute(reason = "native; nothing to register")
        private static void init() {}
    }

    @Substitutes("java.net.DatagramPacket")
    private static class Packet {
        @Substitute(reason = "native; nothing to register")
        private static void init() {}
    }
}
