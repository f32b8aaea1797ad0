package obol.system.capture;

import java.nio.ByteBuffer;
import obol.net.wire.Address;
import obol.net.wire.Hardware;

/**
 * What is in an Ethernet frame, as far as it can be read: of one cut off the rest says so.
 *
 * @param line     for people
 * @param source   address and port of a TCP segment, as is {@code target}; else null
 * @param sequence of a TCP segment
 * @param data     of a TCP segment
 */
public record Frame(String line, String source, String target, int sourcePort, int targetPort, long sequence, boolean synchronises, byte[] data) {
    private static final int ARP = 0x0806, IPV4 = 0x0800, IPV6 = 0x86DD, ICMP = 1, TCP = 6, UDP = 17, ICMPV6 = 58;
    private static final int HEADER = 14, HEADER6 = 40, FRAGMENT = 0x3FFF, SYN = 2;
    private static final String FLAGS = "FSRPAUEC";

    private static Frame plain(String line) {
        return new Frame(line, null, null, 0, 0, 0, false, new byte[0]);
    }

    public static Frame of(byte[] frame) {
        ByteBuffer b = ByteBuffer.wrap(frame);
        try {
            switch (b.getShort(12) & 0xFFFF) {
                case ARP: return plain(arp(b));
                case IPV4: return version4(b);
                case IPV6: return version6(b);
                default: return plain(String.format("ether %s > %s type %04x, %d bytes", hardware(b, 6), hardware(b, 0), b.getShort(12) & 0xFFFF, frame.length));
            }
        } catch (IndexOutOfBoundsException cut) {
            return plain("cut off, " + frame.length + " bytes");
        }
    }

    private static String hardware(ByteBuffer b, int at) {
        return Hardware.toString((b.getShort(at) & 0xFFFFL) << 32 | b.getInt(at + 2) & 0xFFFF_FFFFL);
    }

    private static Address address4(ByteBuffer b, int at) {
        return Address.v4(b.getInt(at));
    }

    private static Address address6(ByteBuffer b, int at) {
        return new Address(b.getLong(at), b.getLong(at + 8));
    }

    private static String arp(ByteBuffer b) {
        Address sender = address4(b, HEADER + 14);
        Address target = address4(b, HEADER + 24);
        return b.getShort(HEADER + 6) == 1 ? "arp " + sender + " asks for " + target : "arp " + sender + " is " + hardware(b, HEADER + 8);
    }

    private static Frame version4(ByteBuffer b) {
        int header = (b.get(HEADER) & 0xF) << 2;
        int end = Math.min(b.limit(), HEADER + (b.getShort(HEADER + 2) & 0xFFFF));
        int protocol = b.get(HEADER + 9) & 0xFF;
        String from = address4(b, HEADER + 12).toString();
        String to = address4(b, HEADER + 16).toString();
        if ((b.getShort(HEADER + 6) & FRAGMENT & 0x1FFF) != 0) return plain("ip " + from + " > " + to + " fragment of " + protocol);
        return transport(b, protocol, from, to, HEADER + header, end);
    }

    private static Frame version6(ByteBuffer b) {
        int end = Math.min(b.limit(), HEADER + HEADER6 + (b.getShort(HEADER + 4) & 0xFFFF));
        int protocol = b.get(HEADER + 6) & 0xFF;
        return transport(b, protocol, address6(b, HEADER + 8).toString(), address6(b, HEADER + 24).toString(), HEADER + HEADER6, end);
    }

    private static Frame transport(ByteBuffer b, int protocol, String from, String to, int at, int end) {
        switch (protocol) {
            case TCP: return tcp(b, from, to, at, end);
            case UDP: return plain("udp " + from + "!" + port(b, at) + " > " + to + "!" + port(b, at + 2) + " " + Math.max(0, end - at - 8) + " bytes");
            case ICMP: return plain("icmp " + from + " > " + to + " " + icmp(b, at, 8, 0));
            case ICMPV6: return plain("icmpv6 " + from + " > " + to + " " + icmp(b, at, 128, 129));
            default: return plain("ip " + from + " > " + to + " protocol " + protocol + " " + (end - at) + " bytes");
        }
    }

    private static int port(ByteBuffer b, int at) {
        return b.getShort(at) & 0xFFFF;
    }

    private static String icmp(ByteBuffer b, int at, int request, int answer) {
        int type = b.get(at) & 0xFF;
        if (type != request && type != answer) return "type " + type + " code " + (b.get(at + 1) & 0xFF);
        return (type == request ? "echo request " : "echo reply ") + port(b, at + 4) + " seq " + port(b, at + 6);
    }

    private static Frame tcp(ByteBuffer b, String from, String to, int at, int end) {
        long sequence = b.getInt(at + 4) & 0xFFFF_FFFFL;
        int flags = b.get(at + 13) & 0xFF;
        int data = at + ((b.get(at + 12) & 0xF0) >> 2);
        byte[] bytes = new byte[Math.max(0, end - data)];
        b.get(data, bytes);
        StringBuilder set = new StringBuilder();
        for (int i = 0; i < FLAGS.length(); i++) if ((flags >> i & 1) != 0) set.append(FLAGS.charAt(i));
        String source = from + "!" + port(b, at);
        String target = to + "!" + port(b, at + 2);
        String line = "tcp " + source + " > " + target + " " + set + " seq " + sequence + " ack " + (b.getInt(at + 8) & 0xFFFF_FFFFL)
            + " win " + port(b, at + 14) + " " + bytes.length + " bytes";
        return new Frame(line, source, target, port(b, at), port(b, at + 2), sequence, (flags & SYN) != 0, bytes);
    }
}
