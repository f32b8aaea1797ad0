package obol.system.sockets.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.system.dial.Dial;
import obol.system.sockets.Network;

/** What {@code /net} says of names ({@code dns}) and of interfaces ({@code ipifc}). */
final class FileNetwork extends Network {
    private static final Path INTERFACES = Path.of("/net/ipifc");
    private static final String QUESTIONS = "/net/dns";
    private static final int IFF_UP = 1, IFF_BROADCAST = 2, IFF_LOOPBACK = 8, IFF_RUNNING = 64, IFF_MULTICAST = 4096;
    private static final int BITS_4 = 32;

    @Override public boolean hasIPv6() {
        try {
            return !Boolean.getBoolean("java.net.preferIPv4Stack")
                && interfaces().stream().anyMatch(i -> i.addresses().stream().anyMatch(a -> a.address().length > Integer.BYTES));
        } catch (IOException unknown) {
            return false;
        }
    }

    @Override public String hostName() {
        try {
            return Files.readString(Path.of("/dev/sysname")).strip();
        } catch (IOException unknown) {
            return "localhost";
        }
    }

    /** The third word of each line of an answer. */
    private static List<String> ask(String question) throws IOException {
        List<String> values = new ArrayList<>();
        for (String line : Dial.ask(QUESTIONS, question)) {
            values.add(line.substring(line.lastIndexOf(' ') + 1));
        }
        return values;
    }

    @Override public List<byte[]> addresses(String name) throws IOException {
        List<byte[]> addresses = new ArrayList<>();
        List<String> answers;
        try {
            answers = ask(name + " all");
        } catch (IOException unknown) {
            if (name.equalsIgnoreCase(hostName())) {
                return own();
            }
            throw unknown;
        }
        for (String text : answers) {
            Address address = Address.tryParse(text);
            if (address != null) {
                addresses.add(bytes(address));
            }
        }
        return addresses;
    }

    /** Of this machine, whose name nobody else need know; those by which others reach it, if there are any. */
    private List<byte[]> own() throws IOException {
        List<byte[]> loopback = new ArrayList<>();
        List<byte[]> others = new ArrayList<>();
        for (Interface each : interfaces()) {
            List<byte[]> some = (each.flags() & IFF_LOOPBACK) != 0 ? loopback : others;
            each.addresses().forEach(bound -> some.add(bound.address()));
        }
        return others.isEmpty() ? loopback : others;
    }

    @Override public String name(byte[] address) {
        Address asked = address.length == Integer.BYTES ? Address.v4(Bytes.i32(address, 0))
            : new Address(Bytes.i64(address, 0), Bytes.i64(address, 8));
        try {
            List<String> names = ask(asked + " ptr");
            return names.isEmpty() ? null : names.get(0);
        } catch (IOException unknown) {
            return asked.equals(Address.LOOPBACK4) || asked.equals(Address.LOOPBACK6) ? "localhost" : null;
        }
    }

    private static byte[] bytes(Address address) {
        byte[] bytes = new byte[address.isV4() ? 4 : 16];
        if (address.isV4()) {
            Bytes.put32(bytes, 0, address.v4());
        } else {
            Bytes.put64(bytes, 0, address.high());
            Bytes.put64(bytes, 8, address.low());
        }
        return bytes;
    }

    @Override public List<Interface> interfaces() throws IOException {
        List<Interface> interfaces = new ArrayList<>();
        String[] numbers = INTERFACES.toFile().list();
        for (String number : numbers == null ? new String[0] : numbers) {
            Path status = INTERFACES.resolve(number).resolve("status");
            Interface one = read(Integer.parseInt(number), Files.readAllLines(status, StandardCharsets.UTF_8));
            if (!one.addresses().isEmpty()) {
                interfaces.add(one);
            }
        }
        return interfaces;
    }

    /** Lines {@code KEY VALUE}. */
    private static Interface read(int number, List<String> lines) {
        String name = String.valueOf(number);
        int mtu = 0;
        byte[] hardware = {};
        List<Bound> addresses = new ArrayList<>();
        boolean loopback = false;
        for (String line : lines) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "device" -> name = words[1];
                case "mtu" -> mtu = Integer.parseInt(words[1]);
                case "hardware" -> hardware = hardware(words[1]);
                case "address" -> {
                    int slash = words[1].indexOf('/');
                    Address address = Address.parse(words[1].substring(0, slash));
                    loopback |= address.isLoopback();
                    addresses.add(bound(address, Integer.parseInt(words[1].substring(slash + 1))));
                }
                default -> { }
            }
        }
        int flags = IFF_UP | IFF_RUNNING | (loopback ? IFF_LOOPBACK : IFF_BROADCAST | IFF_MULTICAST);
        return new Interface(name, number + 1, flags, mtu, hardware, addresses);
    }

    private static Bound bound(Address address, int prefix) {
        if (!address.isV4() || address.isLoopback() || prefix >= BITS_4) {
            return new Bound(bytes(address), null, prefix);
        }
        return new Bound(bytes(address), bytes(Address.v4(address.v4() | -1 >>> prefix)), prefix);
    }

    private static byte[] hardware(String text) {
        String[] parts = text.split(":");
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i], 16);
        }
        return bytes;
    }
}
