package obol.system.servers.net;

import obol.styx.Errno;
import obol.styx.StyxException;

/** What can be set at a conversation by a line {@code VERB VALUE}, written to its {@code ctl}. Where nothing is said, {@code on} is 1 and {@code off} 0. */
public enum Option {
    /** Hops that packets may go. */
    TTL("ttl", 1, 255),
    /** The byte of the type of service. */
    TOS("tos", 0, 255),
    /** Milliseconds of silence after which it is asked whether the other side is there; 1, as of {@code on}: the usual time. */
    KEEPALIVE("keepalive", 0, Integer.MAX_VALUE),
    /** Whether small pieces are sent at once. */
    NODELAY("nodelay", 0, 1),
    /** Seconds that are left for what was written, once nobody has the conversation any more; 0: what is unsent is lost; -1: the usual. */
    LINGER("linger", -1, 65_535),
    /** Bytes of the buffers. */
    SEND_BUFFER("sndbuf", 1, 1 << 30),
    RECEIVE_BUFFER("rcvbuf", 1, 1 << 30),
    /** Whether a port may be announced of which old connections are left. */
    REUSE("reuse", 0, 1),
    /** Whether datagrams may go to all on a link. */
    BROADCAST("broadcast", 0, 1);

    private final String verb;
    private final int least;
    private final int most;

    Option(String verb, int least, int most) {
        this.verb = verb;
        this.least = least;
        this.most = most;
    }

    /** Null if there is none of this name. */
    static Option of(String verb) {
        for (Option each : values()) {
            if (each.verb.equals(verb)) {
                return each;
            }
        }
        return null;
    }

    /** The value that a word means. */
    int value(String word) throws StyxException {
        int value;
        try {
            value = word.equals("on") ? 1 : word.equals("off") ? this == LINGER ? -1 : 0 : Integer.parseInt(word);
        } catch (NumberFormatException none) {
            throw new StyxException(Errno.EINVAL, verb + ": not a number: " + word);
        }
        if (value < least || value > most) {
            throw new StyxException(Errno.EINVAL, verb + ": not from " + least + " to " + most + ": " + word);
        }
        return value;
    }
}
