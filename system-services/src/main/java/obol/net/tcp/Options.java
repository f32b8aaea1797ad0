package obol.net.tcp;

import obol.net.wire.Bytes;
import obol.net.wire.Layouts.Tcp;

/** Writes options of segments, filled up to whole words. */
final class Options {
    /** Length of time stamps with what fills them up. */
    static final int TIMESTAMPS = 12;

    private Options() {
    }

    /** Length of so many blocks of SACK with what fills them up. */
    static int sackLength(int blocks) {
        return blocks == 0 ? 0 : 4 + Tcp.SACK_BLOCK * blocks;
    }

    /** The options of a SYN; scale -1 for none. Gives their length. */
    static int syn(byte[] to, int at, int mss, int scale, boolean sack, boolean timestamps, int stamp, int echo) {
        int begin = at;
        Bytes.put32(to, at, Tcp.OPTION_MSS << 24 | Tcp.MSS_LENGTH << 16 | mss);
        at += 4;
        if (timestamps) {
            int fill = sack ? Tcp.OPTION_SACK_PERMITTED << 8 | Tcp.SACK_PERMITTED_LENGTH : Tcp.OPTION_NONE << 8 | Tcp.OPTION_NONE;
            Bytes.put32(to, at, fill << 16 | Tcp.OPTION_TIMESTAMPS << 8 | Tcp.TIMESTAMPS_LENGTH);
            Bytes.put32(to, at + 4, stamp);
            Bytes.put32(to, at + 8, echo);
            at += TIMESTAMPS;
        } else if (sack) {
            Bytes.put32(to, at, Tcp.OPTION_NONE << 24 | Tcp.OPTION_NONE << 16 | Tcp.OPTION_SACK_PERMITTED << 8 | Tcp.SACK_PERMITTED_LENGTH);
            at += 4;
        }
        if (scale >= 0) {
            Bytes.put32(to, at, Tcp.OPTION_NONE << 24 | Tcp.OPTION_SCALE << 16 | Tcp.SCALE_LENGTH << 8 | scale);
            at += 4;
        }
        return at - begin;
    }

    static int timestamps(byte[] to, int at, int stamp, int echo) {
        Bytes.put32(to, at, Tcp.OPTION_NONE << 24 | Tcp.OPTION_NONE << 16 | Tcp.OPTION_TIMESTAMPS << 8 | Tcp.TIMESTAMPS_LENGTH);
        Bytes.put32(to, at + 4, stamp);
        Bytes.put32(to, at + 8, echo);
        return TIMESTAMPS;
    }

    static int sack(byte[] to, int at, int[] blocks, int count) {
        int length = 2 + Tcp.SACK_BLOCK * count;
        Bytes.put32(to, at, Tcp.OPTION_NONE << 24 | Tcp.OPTION_NONE << 16 | Tcp.OPTION_SACK << 8 | length);
        for (int i = 0; i < 2 * count; i++) Bytes.put32(to, at + 4 + 4 * i, blocks[i]);
        return 2 + length;
    }
}
