package obol.system.servers.net.host;

import java.util.List;
import obol.system.host.SocketAddress;
import obol.system.host.Sockets;
import obol.system.servers.net.Option;

/**
 * An option of Linux's sockets by its numbers, and how its value is made of ours.
 *
 * @param form what is made of the value
 */
record HostOption(int level, int number, Form form) {
    private static final int IP = 0, IPV6 = 41, SO_BROADCAST = 6, SO_SNDBUF = 7, SO_RCVBUF = 8, SO_KEEPALIVE = 9, SO_LINGER = 13;
    private static final int IP_TOS = 1, IP_TTL = 2, IPV6_UNICAST_HOPS = 16, IPV6_TCLASS = 67, TCP_KEEPIDLE = 4;
    private static final int MILLISECONDS = 1000;

    /** What stands in the value. */
    enum Form { NUMBER, WHETHER, SECONDS, LINGER }

    /** What an option of ours is there; of IPv6's sockets those of both versions. */
    static List<HostOption> of(Option option, int family) {
        boolean version6 = family == SocketAddress.IPV6;
        return switch (option) {
            case TTL -> both(version6, IP_TTL, IPV6_UNICAST_HOPS);
            case TOS -> both(version6, IP_TOS, IPV6_TCLASS);
            case KEEPALIVE -> List.of(new HostOption(Sockets.SOL_SOCKET, SO_KEEPALIVE, Form.WHETHER),
                new HostOption(Sockets.TCP, TCP_KEEPIDLE, Form.SECONDS));
            case NODELAY -> one(Sockets.TCP, Sockets.TCP_NODELAY);
            case LINGER -> List.of(new HostOption(Sockets.SOL_SOCKET, SO_LINGER, Form.LINGER));
            case SEND_BUFFER -> one(Sockets.SOL_SOCKET, SO_SNDBUF);
            case RECEIVE_BUFFER -> one(Sockets.SOL_SOCKET, SO_RCVBUF);
            case REUSE -> one(Sockets.SOL_SOCKET, Sockets.SO_REUSEADDR);
            case BROADCAST -> one(Sockets.SOL_SOCKET, SO_BROADCAST);
        };
    }

    private static List<HostOption> one(int level, int number) {
        return List.of(new HostOption(level, number, Form.NUMBER));
    }

    private static List<HostOption> both(boolean version6, int number4, int number6) {
        HostOption of4 = new HostOption(IP, number4, Form.NUMBER);
        return version6 ? List.of(of4, new HostOption(IPV6, number6, Form.NUMBER)) : List.of(of4);
    }

    /** The value as Linux has it. Of keep-alive 1 and less are no times, so the usual one stays: its 7200 seconds. */
    byte[] value(int value) {
        return switch (form) {
            case NUMBER -> Sockets.value(value);
            case WHETHER -> Sockets.value(value == 0 ? 0 : 1);
            case SECONDS -> Sockets.value(value <= 1 ? 7200 : Math.max(1, Math.min(32_767, value / MILLISECONDS)));
            case LINGER -> {
                byte[] linger = new byte[8];
                System.arraycopy(Sockets.value(value < 0 ? 0 : 1), 0, linger, 0, 4);
                System.arraycopy(Sockets.value(Math.max(0, value)), 0, linger, 4, 4);
                yield linger;
            }
        };
    }
}
