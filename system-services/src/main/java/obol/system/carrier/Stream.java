package obol.system.carrier;

import obol.channels.Contract;
import obol.channels.Pending;

/** Bytes both ways. Closing it ends the connection once what was written is out. */
public interface Stream extends Contract {
    /** The next bytes, at most so many; none at the end. One read at a time. */
    Pending<byte[]> read(int most);

    /** Takes all bytes (at most 64 KiB); the value comes when there is room for more. One write at a time. */
    Pending<Integer> write(byte[] bytes);
}
