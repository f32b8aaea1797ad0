package obol.net.tcp;

import obol.net.ip.Arrival;
import obol.net.wire.Bytes;
import obol.net.wire.Checksum;
import obol.net.wire.Layouts;
import obol.net.wire.Layouts.Protocol;

/** A segment that has arrived, taken apart. There is one of an engine, valid while it is dealt with. */
final class Segment {
    static final int MAX_SACKS = 4;

    Arrival packet;
    int sourcePort;
    int targetPort;
    int sequence;
    int acknowledgment;
    int flags;
    /** As it stands there, not scaled. */
    int window;
    byte[] bytes;
    int dataAt;
    int dataLength;
    /** 0 if there is none. */
    int mss;
    /** -1 if there is none. */
    int scale;
    boolean sackPermitted;
    boolean hasTimestamps;
    int timestamp;
    int echo;
    int sacks;
    final int[] sackFrom = new int[MAX_SACKS];
    final int[] sackTo = new int[MAX_SACKS];

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Length in sequence numbers. */
    int length() {
        return dataLength + (has(Layouts.Tcp.SYN) ? 1 : 0) + (has(Layouts.Tcp.FIN) ? 1 : 0);
    }

    /** Takes a packet apart; false if it is malformed, its checksum wrong, or its flags mean nothing. */
    boolean parse(Arrival a) {
        packet = a;
        byte[] b = a.bytes;
        int at = a.at;
        int length = a.length();
        if (length < Layouts.Tcp.LENGTH || a.group) return false;
        int header = (Bytes.u8(b, at + Layouts.Tcp.OFFSET) >> 4) * 4;
        if (header < Layouts.Tcp.LENGTH || header > length) return false;
        long sum = Checksum.pseudoHeader(a.sourceHigh, a.sourceLow, a.targetHigh, a.targetLow, Protocol.TCP, length);
        if (Checksum.fold(Checksum.add(sum, b, at, length)) != 0xFFFF) return false;
        bytes = b;
        sourcePort = Bytes.u16(b, at + Layouts.Tcp.SOURCE);
        targetPort = Bytes.u16(b, at + Layouts.Tcp.TARGET);
        sequence = Bytes.i32(b, at + Layouts.Tcp.SEQUENCE);
        acknowledgment = Bytes.i32(b, at + Layouts.Tcp.ACKNOWLEDGMENT);
        flags = Bytes.u8(b, at + Layouts.Tcp.FLAGS);
        window = Bytes.u16(b, at + Layouts.Tcp.WINDOW);
        dataAt = at + header;
        dataLength = length - header;
        mss = 0;
        scale = -1;
        sackPermitted = false;
        hasTimestamps = false;
        sacks = 0;
        if (sourcePort == 0 || targetPort == 0) return false;
        if (has(Layouts.Tcp.SYN) && has(Layouts.Tcp.FIN | Layouts.Tcp.RST)) return false;
        options(at + Layouts.Tcp.LENGTH, dataAt);
        return true;
    }

    /** An option of a wrong length is ignored; one that reaches over the header's end ends the options. */
    private void options(int at, int end) {
        byte[] b = bytes;
        while (at < end) {
            int kind = Bytes.u8(b, at);
            if (kind == Layouts.Tcp.OPTION_END) break;
            if (kind == Layouts.Tcp.OPTION_NONE) {
                at++;
                continue;
            }
            int length = at + 1 < end ? Bytes.u8(b, at + 1) : 0;
            if (length < 2 || at + length > end) break;
            switch (kind) {
                case Layouts.Tcp.OPTION_MSS:
                    if (length == Layouts.Tcp.MSS_LENGTH) mss = Bytes.u16(b, at + 2);
                    break;
                case Layouts.Tcp.OPTION_SCALE:
                    if (length == Layouts.Tcp.SCALE_LENGTH) scale = Math.min(Bytes.u8(b, at + 2), Layouts.Tcp.MAX_SCALE);
                    break;
                case Layouts.Tcp.OPTION_SACK_PERMITTED:
                    if (length == Layouts.Tcp.SACK_PERMITTED_LENGTH) sackPermitted = true;
                    break;
                case Layouts.Tcp.OPTION_TIMESTAMPS:
                    if (length == Layouts.Tcp.TIMESTAMPS_LENGTH) {
                        hasTimestamps = true;
                        timestamp = Bytes.i32(b, at + 2);
                        echo = Bytes.i32(b, at + 6);
                    }
                    break;
                case Layouts.Tcp.OPTION_SACK:
                    sacks = Math.min((length - 2) / Layouts.Tcp.SACK_BLOCK, MAX_SACKS);
                    for (int i = 0; i < sacks; i++) {
                        sackFrom[i] = Bytes.i32(b, at + 2 + Layouts.Tcp.SACK_BLOCK * i);
                        sackTo[i] = Bytes.i32(b, at + 6 + Layouts.Tcp.SACK_BLOCK * i);
                    }
                    break;
                default:
                    break;
            }
            at += length;
        }
    }
}
