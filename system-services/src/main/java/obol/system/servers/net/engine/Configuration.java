package obol.system.servers.net.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import obol.net.Stack;
import obol.net.ip.Link;
import obol.net.ip.LocalAddress;
import obol.net.ip.Route;
import obol.net.core.Timers;
import obol.net.wire.Address;
import obol.net.wire.Hardware;
import obol.net.wire.Prefix;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.styx.ram.Synthetic;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.Slice;
import obol.system.servers.net.NetFile;

/** The files that show and change how the engine is set up: {@code ipifc}, {@code iproute}, {@code arp}. */
final class Configuration {
    private static final int VERSION_4_BITS = 96;

    private final Stack stack;

    Configuration(Stack stack) {
        this.stack = stack;
    }

    List<NetFile> files() {
        return List.of(new Interfaces(), command("iproute", "/iproute", this::routes, this::changeRoutes),
            NetFile.text("arp", "/arp", this::neighbors));
    }

    /** A file that gives a text and takes commands. */
    private static NetFile command(String name, String path, java.util.function.Supplier<String> text, Synthetic.Command command) {
        return NetFile.of(name, 0666, path, (user, mode) -> {
            OpenFile reading = Synthetic.text(text).open(user, mode);
            OpenFile writing = Synthetic.command(command).open(user, mode);
            return new OpenFile() {
                @Override
                public void read(long offset, int count, Reply<Slice> reply) throws StyxException {
                    reading.read(offset, count, reply);
                }

                @Override
                public void write(long offset, Slice data, Reply<Integer> reply) throws StyxException {
                    writing.write(offset, data, reply);
                }
            };
        });
    }

    /** A directory for each link. */
    private final class Interfaces extends NetFile.Folder {
        Interfaces() {
            super(null, "ipifc", "/ipifc");
        }

        @Override
        protected List<NetFile> list() {
            List<NetFile> all = new ArrayList<>();
            for (int i = 0; i < stack.links().size(); i++) all.add(new Interface(this, i));
            return all;
        }
    }

    private final class Interface extends NetFile.Folder {
        private final Link link;

        Interface(NetFile.Folder parent, int number) {
            super(parent, String.valueOf(number), "/ipifc/" + number);
            link = stack.links().get(number);
        }

        @Override
        protected List<NetFile> list() {
            String path = "/ipifc/" + name();
            return List.of(NetFile.text("status", path + "/status", () -> status(link)),
                NetFile.of("ctl", 0222, path + "/ctl", Synthetic.command((user, line) -> changeAddresses(link, line))));
        }
    }

    private static String status(Link link) {
        StringBuilder text = new StringBuilder();
        text.append("device ").append(link.name()).append('\n');
        if (!link.isLoopback()) text.append("hardware ").append(Hardware.toString(link.hardware())).append('\n');
        text.append("mtu ").append(link.mtu(true)).append('\n');
        text.append("bytesin ").append(link.bytesIn()).append('\n');
        text.append("bytesout ").append(link.bytesOut()).append('\n');
        for (LocalAddress own : link.addresses()) {
            text.append("address ").append(own.address()).append('/').append(length(own.address(), own.prefix().length())).append(' ')
                .append(lower(own.state())).append(' ').append(lower(own.origin())).append('\n');
        }
        return text.toString();
    }

    private static int length(Address address, int length) {
        return address.isV4() ? length - VERSION_4_BITS : length;
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code add ADDRESS/LENGTH} or {@code remove ADDRESS}. */
    private void changeAddresses(Link link, String line) throws StyxException {
        String[] words = line.trim().split(" +");
        if (words.length != 2) throw invalid(line);
        if (words[0].equals("add")) {
            int slash = words[1].indexOf('/');
            Address address = Address.tryParse(slash < 0 ? words[1] : words[1].substring(0, slash));
            if (address == null) throw invalid(line);
            int most = address.isV4() ? 32 : 128;
            int length = slash < 0 ? most : number(words[1].substring(slash + 1), most, line);
            if (stack.addAddress(link, address, length, false) == null) throw new StyxException(Errno.EEXIST);
        } else if (words[0].equals("remove")) {
            Address address = Address.tryParse(words[1]);
            LocalAddress own = address == null ? null : link.find(address.high(), address.low());
            if (own == null) throw new StyxException(Errno.EADDRNOTAVAIL);
            stack.ip().remove(own);
        } else {
            throw invalid(line);
        }
    }

    private String routes() {
        StringBuilder text = new StringBuilder();
        for (Route route : stack.ip().routes().all()) {
            text.append(route.prefix()).append(' ').append(route.gateway() == null ? "-" : route.gateway()).append(' ')
                .append(route.link().name()).append(' ').append(route.metric()).append('\n');
        }
        return text.toString();
    }

    /** {@code add PREFIX GATEWAY [METRIC]} or {@code remove PREFIX GATEWAY}; the gateway is a neighbor of a link, or a link's name. */
    private void changeRoutes(obol.styx.server.User user, String line) throws StyxException {
        String[] words = line.trim().split(" +");
        if (words.length < 3 || words.length > 4) throw invalid(line);
        Prefix prefix = prefix(words[1], line);
        Address gateway = Address.tryParse(words[2]);
        Link link = null;
        for (Link each : stack.links()) {
            if (gateway == null ? each.name().equals(words[2]) : reaches(each, gateway)) link = each;
        }
        if (link == null) throw new StyxException(Errno.ENETUNREACH);
        switch (words[0]) {
            case "add" -> {
                int metric = words.length > 3 ? number(words[3], Integer.MAX_VALUE, line) : 0;
                if (!stack.addRoute(new Route(prefix, gateway, link, metric, Timers.NEVER))) throw new StyxException(Errno.ENOBUFS);
            }
            case "remove" -> {
                if (!stack.ip().routes().remove(prefix, gateway, link)) throw new StyxException(Errno.ENOENT, "no such route");
            }
            default -> throw invalid(line);
        }
    }

    private static boolean reaches(Link link, Address gateway) {
        for (LocalAddress own : link.addresses()) {
            if (own.prefix().contains(gateway.high(), gateway.low())) return true;
        }
        return false;
    }

    private static Prefix prefix(String text, String line) throws StyxException {
        int slash = text.indexOf('/');
        Address address = Address.tryParse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) throw invalid(line);
        int most = address.isV4() ? 32 : 128;
        int length = slash < 0 ? most : number(text.substring(slash + 1), most, line);
        return address.isV4() ? Prefix.v4(address, length) : Prefix.of(address, length);
    }

    private static int number(String text, int most, String line) throws StyxException {
        long number = text.isEmpty() || text.length() > 10 ? -1 : 0;
        for (int i = 0; i < text.length() && number >= 0; i++) {
            char c = text.charAt(i);
            number = c < '0' || c > '9' ? -1 : 10 * number + c - '0';
        }
        if (number < 0 || number > most) throw invalid(line);
        return (int) number;
    }

    private static StyxException invalid(String line) {
        return new StyxException(Errno.EINVAL, "bad request: " + line);
    }

    private String neighbors() {
        StringBuilder text = new StringBuilder();
        for (Link link : stack.links()) {
            for (String neighbor : stack.ip().describeNeighbors(link)) {
                text.append(link.name()).append(' ').append(neighbor.toLowerCase(Locale.ROOT)).append('\n');
            }
        }
        return text.toString();
    }
}
