package obol.system.sockets.files;

import java.util.ArrayList;
import java.util.List;
import obol.system.sockets.SocketAddresses;
import obol.system.sockets.SocketOptions;

/**
 * A socket's options with the values that were set, by Linux's numbers (socket(7), ip(7), ipv6(7), tcp(7)), and the messages that tell a
 * conversation of those that it knows.
 */
final class Options {
    private static final int SO_BROADCAST = 6, SO_KEEPALIVE = 9, IPPROTO_TCP = 6, TCP_NODELAY = 1;
    private static final int IP_MULTICAST_TTL = 33, IP_MULTICAST_LOOP = 34, IPV6_MULTICAST_HOPS = 18, IPV6_MULTICAST_LOOP = 19;
    /** What Linux tells of buffers is twice what was asked for. */
    private static final int BUFFERS = 128 << 10;

    private record Value(int level, int name, byte[] bytes) {}

    private final List<Value> values = new ArrayList<>();

    private Value find(int level, int name) {
        for (Value each : values) {
            if (each.level == level && each.name == name) {
                return each;
            }
        }
        return null;
    }

    void set(int level, int name, byte[] bytes) {
        values.remove(find(level, name));
        byte[] kept = bytes.clone();
        if (isBuffer(level, name)) {
            SocketAddresses.put(kept, 0, 2 * SocketAddresses.number(bytes, 0));
        }
        values.add(new Value(level, name, kept));
    }

    private static boolean isBuffer(int level, int name) {
        return level == SocketOptions.SOL_SOCKET && (name == SocketOptions.SO_SNDBUF || name == SocketOptions.SO_RCVBUF);
    }

    /** Gives the value's size. */
    int get(int level, int name, byte[] to) {
        Value value = find(level, name);
        byte[] bytes = value != null ? value.bytes : usual(level, name);
        int size = Math.min(bytes.length, to.length);
        System.arraycopy(bytes, 0, to, 0, size);
        return size;
    }

    private static byte[] usual(int level, int name) {
        if (level == SocketOptions.IPPROTO_IP && (name == IP_MULTICAST_TTL || name == IP_MULTICAST_LOOP)) {
            return new byte[] {1};
        }
        if (level == SocketOptions.SOL_SOCKET && name == SocketOptions.SO_LINGER) {
            return new byte[8];
        }
        boolean one = level == SocketOptions.IPPROTO_IPV6 && (name == IPV6_MULTICAST_HOPS || name == IPV6_MULTICAST_LOOP);
        return SocketAddresses.bytes(isBuffer(level, name) ? BUFFERS : one ? 1 : 0);
    }

    /** What a conversation is to be told, in the order in which it was set. */
    List<String> messages() {
        List<String> messages = new ArrayList<>();
        for (Value each : values) {
            String message = message(each.level, each.name);
            if (message != null) {
                messages.add(message);
            }
        }
        return messages;
    }

    /** Of one option, which has been set; null for those that are the socket's own. */
    String message(int level, int name) {
        byte[] bytes = find(level, name).bytes;
        int value = bytes.length >= Integer.BYTES ? SocketAddresses.number(bytes, 0) : bytes[0];
        return switch (level) {
            case SocketOptions.SOL_SOCKET -> switch (name) {
                case SocketOptions.SO_REUSEADDR -> "reuse " + whether(value);
                case SO_BROADCAST -> "broadcast " + whether(value);
                case SO_KEEPALIVE -> "keepalive " + whether(value);
                case SocketOptions.SO_SNDBUF -> "sndbuf " + value / 2;
                case SocketOptions.SO_RCVBUF -> "rcvbuf " + value / 2;
                case SocketOptions.SO_LINGER -> "linger " + (value == 0 ? "off" : SocketAddresses.number(bytes, Integer.BYTES));
                default -> null;
            };
            case SocketOptions.IPPROTO_IP -> name == SocketOptions.IP_TOS ? "tos " + value : null;
            case SocketOptions.IPPROTO_IPV6 -> name == SocketOptions.IPV6_TCLASS ? "tos " + value : null;
            case IPPROTO_TCP -> name == TCP_NODELAY ? "nodelay " + whether(value) : null;
            default -> null;
        };
    }

    private static String whether(int value) {
        return value == 0 ? "off" : "on";
    }
}
