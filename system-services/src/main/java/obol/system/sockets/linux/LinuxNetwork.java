package obol.system.sockets.linux;

import static obol.nucleus.sockets.Sockets.sockets;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import obol.nucleus.port.Port;
import obol.nucleus.sockets.Sockets;
import obol.system.sockets.Network;
import obol.system.sockets.SocketAddresses;
import obol.system.sockets.SocketErrors;

/** Linux's: names from {@code /etc/hosts} and by DNS, interfaces from {@code /sys/class/net}, {@code /proc/net} and netdevice(7). */
final class LinuxNetwork extends Network {
    private static final int SIOCGIFFLAGS = 0x8913, SIOCGIFADDR = 0x8915, SIOCGIFBRDADDR = 0x8919, SIOCGIFNETMASK = 0x891B;
    /** struct ifreq: a name and, among others, an address. */
    private static final int INTERFACE_REQUEST = 40, REQUESTED = 16;
    private static final int BROADCAST = 2;

    private final NameFiles files = new NameFiles(Path.of("/etc/hosts"), Path.of("/etc/resolv.conf"));

    @Override public boolean hasIPv6() {
        return !Boolean.getBoolean("java.net.preferIPv4Stack") && !lines("/proc/net/if_inet6").isEmpty();
    }

    @Override public String hostName() {
        List<String> name = lines("/proc/sys/kernel/hostname");
        return name.isEmpty() ? "localhost" : name.get(0);
    }

    @Override public List<byte[]> addresses(String name) throws IOException {
        List<byte[]> listed = files.addresses(name);
        return listed.isEmpty() ? new NameServers(files).addresses(name) : listed;
    }

    @Override public String name(byte[] address) {
        String listed = files.name(address);
        return listed != null ? listed : new NameServers(files).name(address);
    }

    @Override public List<Interface> interfaces() throws IOException {
        String[] names = new File("/sys/class/net").list();
        List<Interface> interfaces = new ArrayList<>();
        List<String> six = lines("/proc/net/if_inet6");
        int socket = SocketErrors.check(sockets().open(Sockets.AF_INET, Sockets.SOCK_DGRAM));
        try {
            for (String name : names == null ? new String[0] : names) {
                List<Bound> addresses = new ArrayList<>();
                int flags = flags(socket, name);
                addVersionFour(addresses, socket, name, (flags & BROADCAST) != 0);
                addVersionSix(addresses, name, six);
                // HotSpot passes over those that have no address.
                if (!addresses.isEmpty()) {
                    String folder = "/sys/class/net/" + name + "/";
                    interfaces.add(new Interface(name, number(folder + "ifindex"), flags, number(folder + "mtu"), hardware(folder), addresses));
                }
            }
        } finally {
            Port.posix().close(socket);
        }
        return interfaces;
    }

    private static int flags(int socket, String name) {
        byte[] flags = request(socket, SIOCGIFFLAGS, name, REQUESTED, 2);
        return flags == null ? 0 : flags[0] & 0xFF | (flags[1] & 0xFF) << 8;
    }

    /** The first address of version 4. */
    private static void addVersionFour(List<Bound> to, int socket, String name, boolean hasBroadcast) {
        byte[] address = host(socket, SIOCGIFADDR, name);
        byte[] mask = host(socket, SIOCGIFNETMASK, name);
        if (address != null && mask != null) {
            byte[] broadcast = hasBroadcast ? host(socket, SIOCGIFBRDADDR, name) : null;
            to.add(new Bound(address, broadcast, Integer.bitCount(SocketAddresses.number(mask, 0))));
        }
    }

    private static byte[] host(int socket, int request, String name) {
        return request(socket, request, name, REQUESTED + SocketAddresses.HOST4, 4);
    }

    /** The answer's bytes at a place; null if there is none. */
    private static byte[] request(int socket, int request, String name, int at, int size) {
        byte[] argument = new byte[INTERFACE_REQUEST];
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, argument, 0, Math.min(bytes.length, REQUESTED - 1));
        return sockets().control(socket, request, argument) < 0 ? null : Arrays.copyOfRange(argument, at, at + size);
    }

    /** Lines {@code ADDRESS INDEX PREFIX SCOPE FLAGS NAME}, numbers in base 16. */
    private static void addVersionSix(List<Bound> to, String name, List<String> lines) {
        for (String line : lines) {
            String[] words = line.trim().split(" +");
            if (words.length == 6 && words[5].equals(name)) {
                byte[] address = new byte[16];
                for (int i = 0; i < address.length; i++) {
                    address[i] = (byte) Integer.parseInt(words[0].substring(2 * i, 2 * i + 2), 16);
                }
                to.add(new Bound(address, null, Integer.parseInt(words[2], 16)));
            }
        }
    }

    private static byte[] hardware(String folder) {
        List<String> text = lines(folder + "address");
        String[] parts = text.isEmpty() || text.get(0).isEmpty() ? new String[0] : text.get(0).split(":");
        byte[] address = new byte[parts.length];
        boolean any = false;
        for (int i = 0; i < parts.length; i++) {
            address[i] = (byte) Integer.parseInt(parts[i], 16);
            any |= address[i] != 0;
        }
        return any ? address : new byte[0];
    }

    private static int number(String file) {
        List<String> text = lines(file);
        return text.isEmpty() ? 0 : Integer.decode(text.get(0));
    }

    /** None if the file cannot be read. */
    static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }
}
