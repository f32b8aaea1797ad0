package obol.system.servers.net.host;

import obol.net.wire.Bytes;
import obol.net.wire.Checksum;

/**
 * Echoes of ICMP over a socket of Linux. Where ordinary users may ping Linux fills in identifier and checksum and sorts the answers; over
 * a raw socket that is done here, and packets of IPv4 come with their headers.
 */
final class Echo {
    private static final int TYPE = 0, CHECKSUM = 2, IDENTIFIER = 4, HEADER = 8;
    private static final int REQUEST4 = 8, ANSWER4 = 0, REQUEST6 = 128, ANSWER6 = 129;

    private final boolean version6;
    private final boolean raw;
    private final int identifier;

    /** @param number tells it from others of this machine */
    Echo(boolean version6, boolean raw, int number) {
        this.version6 = version6;
        this.raw = raw;
        this.identifier = number & 0xFFFF;
    }

    /** The message as it is sent: a request, whatever its type was, with identifier and checksum. */
    byte[] request(byte[] message) {
        if (message.length < HEADER) {
            return message;
        }
        message[TYPE] = (byte) (version6 ? REQUEST6 : REQUEST4);
        if (raw) {
            Bytes.put16(message, IDENTIFIER, identifier);
            Bytes.put16(message, CHECKSUM, 0);
            if (!version6) { // that of IPv6 covers addresses, and is always the kernel's
                Bytes.put16(message, CHECKSUM, Checksum.of(Checksum.add(0, message, 0, message.length)));
            }
        }
        return message;
    }

    /** The length of an answer, moved to where the bytes begin; -1: they are none of ours. */
    int answer(byte[] bytes, int at, int count) {
        int header = raw && !version6 ? (bytes[at] & 0xF) << 2 : 0;
        int length = count - header;
        if (length < HEADER || bytes[at + header + TYPE] != (byte) (version6 ? ANSWER6 : ANSWER4)
                || raw && Bytes.u16(bytes, at + header + IDENTIFIER) != identifier) {
            return -1;
        }
        System.arraycopy(bytes, at + header, bytes, at, length);
        return length;
    }
}
