package obol.system.carrier;

import obol.channels.Contract;
import obol.channels.Pending;

/** Bytes both ways. Closing it ends the connection once what was written is out. */
public interface Stream extends Contract {
    /** Most bytes of one read or write. */
    int MOST = 32 << 10;

    /** The next bytes, at most so many and at most {@link #MOST}; none at the end. One read at a time. */
    Pending<byte[]> read(int most);

    /** Takes all bytes, at most {@link #MOST}; the value comes when there is room for more. One write at a time. */
    Pending<Integer> write(byte[] bytes);
}
