package obol.system.sockets;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

/** The interfaces that {@link Network#interfaces} tells of. */
final class InterfaceSubstitution {
    private static final int IFF_UP = 1, IFF_LOOPBACK = 8, IFF_POINTOPOINT = 16, IFF_RUNNING = 64, IFF_MULTICAST = 4096;

    private InterfaceSubstitution() {}

    private static List<Network.Interface> all() throws SocketException {
        try {
            return Network.network().interfaces();
        } catch (IOException e) {
            throw new SocketException(e.getMessage());
        }
    }

    private static Network.Interface named(String name) throws SocketException {
        return all().stream().filter(i -> i.name().equals(name)).findFirst().orElse(null);
    }

    private static boolean has(Network.Interface i, byte[] address) {
        return i.addresses().stream().anyMatch(a -> Arrays.equals(a.address(), address));
    }

    private static boolean hasFlags(String name, int flags) throws SocketException {
        Network.Interface i = named(name);
        return i != null && (i.flags() & flags) == flags;
    }

    /** One of version 6 says by which interface it is, and by that one's name. */
    private static InetAddress address(byte[] bytes, Interface of) throws SocketException {
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            if (address instanceof Inet6Address) {
                Holder holder = ((Six) (Object) address).holder6;
                holder.scope_id = of.index;
                holder.scope_id_set = true;
                holder.scope_ifname = of;
            }
            return address;
        } catch (UnknownHostException e) {
            throw new SocketException(e.getMessage());
        }
    }

    /** Null for null. */
    private static Interface shown(Network.Interface from) throws SocketException {
        if (from == null) {
            return null;
        }
        Interface shown = new Interface();
        shown.name = from.name();
        shown.displayName = from.name();
        shown.index = from.index();
        int count = from.addresses().size();
        shown.addrs = new InetAddress[count];
        shown.bindings = new Binding[count];
        shown.childs = new Interface[0];
        for (int i = 0; i < count; i++) {
            Network.Bound bound = from.addresses().get(i);
            shown.addrs[i] = address(bound.address(), shown);
            Binding binding = new Binding();
            binding.address = shown.addrs[i];
            binding.broadcast = bound.broadcast() == null ? null : (Inet4Address) address(bound.broadcast(), shown);
            binding.maskLength = (short) bound.prefix();
            shown.bindings[i] = binding;
        }
        return shown;
    }

    @Substitutes("java.net.Inet6Address")
    private static class Six {
        @Alias private Holder holder6;
    }

    @Substitutes("java.net.Inet6Address$Inet6AddressHolder")
    private static class Holder {
        @Alias int scope_id;
        @Alias boolean scope_id_set;
        @Alias Interface scope_ifname;
    }

    @Substitutes("java.net.InterfaceAddress")
    private static class Binding {
        @Alias private InetAddress address;
        @Alias private Inet4Address broadcast;
        @Alias private short maskLength;

        Binding() {}
    }

    @Substitutes("java.net.NetworkInterface")
    private static class Interface {
        @Alias private String name;
        @Alias private String displayName;
        @Alias private int index;
        @Alias private InetAddress[] addrs;
        @Alias private Binding[] bindings;
        @Alias private Interface[] childs;

        Interface() {}

        @Substitute(reason = "native; nothing to register")
        private static void init() {}

        @Substitute(reason = "native; null if there are none")
        private static Interface[] getAll() throws SocketException {
            List<Network.Interface> all = all();
            Interface[] shown = new Interface[all.size()];
            for (int i = 0; i < shown.length; i++) {
                shown[i] = shown(all.get(i));
            }
            return shown.length == 0 ? null : shown;
        }

        @Substitute(reason = "native")
        private static Interface getByName0(String name) throws SocketException {
            return shown(named(name));
        }

        @Substitute(reason = "native")
        private static Interface getByIndex0(int index) throws SocketException {
            return shown(all().stream().filter(i -> i.index() == index).findFirst().orElse(null));
        }

        @Substitute(reason = "native")
        private static Interface getByInetAddress0(InetAddress address) throws SocketException {
            return shown(all().stream().filter(i -> has(i, address.getAddress())).findFirst().orElse(null));
        }

        @Substitute(reason = "native")
        private static boolean boundInetAddress0(InetAddress address) throws SocketException {
            return all().stream().anyMatch(i -> has(i, address.getAddress()));
        }

        @Substitute(reason = "native")
        private static boolean isUp0(String name, int index) throws SocketException {
            return hasFlags(name, IFF_UP | IFF_RUNNING);
        }

        @Substitute(reason = "native")
        private static boolean isLoopback0(String name, int index) throws SocketException {
            return hasFlags(name, IFF_LOOPBACK);
        }

        @Substitute(reason = "native")
        private static boolean supportsMulticast0(String name, int index) throws SocketException {
            return hasFlags(name, IFF_MULTICAST);
        }

        @Substitute(reason = "native")
        private static boolean isP2P0(String name, int index) throws SocketException {
            return hasFlags(name, IFF_POINTOPOINT);
        }

        @Substitute(reason = "native; null if it has none")
        private static byte[] getMacAddr0(byte[] address, String name, int index) throws SocketException {
            Network.Interface i = named(name);
            return i == null || i.hardware().length == 0 ? null : i.hardware();
        }

        @Substitute(reason = "native")
        private static int getMTU0(String name, int index) throws SocketException {
            Network.Interface i = named(name);
            return i == null ? 0 : i.mtu();
        }
    }
}
