package obol.system.sockets.files;

import obol.channels.ChannelException;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenFile.CountLater;
import obol.system.files.OpenFile.Later;
import obol.system.files.OpenFile.Read;
import obol.system.files.OpenFile.Written;
import obol.system.files.Transfer;
import obol.system.posix.NamespacePosix;

/** The open {@code data} of a connection: what has arrived, and whether there is room to write. Guarded by the socket's monitor. */
final class StreamData {
    private static final byte[] NONE = {};
    /** Most bytes of one write: more than a message's go in a block. */
    private static final int MOST = 1 << 18;

    private final OpenFile file;
    private final Coming<byte[]> reading = new Coming<>();
    private final Coming<Integer> room = new Coming<>();
    private byte[] arrived = NONE;
    private int at;
    private boolean ended;
    /** Why there will be nothing more; a number of Linux, 0 once it has been told. */
    private int failure;
    /** Whether the last write took less than it was given. */
    private boolean full;

    StreamData(OpenFile file) {
        this.file = file;
    }

    private void look() {
        if (at < arrived.length || ended || reading.isUnderWay() && !reading.isThere()) {
            return;
        }
        try {
            take(reading.isUnderWay() ? reading.take() : next());
        } catch (FileException | ChannelException e) {
            failure = -NamespacePosix.error(e);
            ended = true;
        }
    }

    /** Null: they will come. */
    private byte[] next() throws FileException {
        Read read = file.read(0, OpenFile.BULK);
        if (!(read instanceof Later)) {
            return Transfer.bytes(read);
        }
        reading.begin(((Later) read).bytes());
        return null;
    }

    private void take(byte[] bytes) {
        if (bytes != null) {
            arrived = bytes;
            at = 0;
            ended = bytes.length == 0;
        }
    }

    boolean isReadable() {
        look();
        return at < arrived.length || ended;
    }

    int available() {
        look();
        return arrived.length - at;
    }

    int read(byte[] to, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        look();
        int count = Math.min(length, arrived.length - at);
        if (count > 0) {
            System.arraycopy(arrived, at, to, offset, count);
            at += count;
            if (at == arrived.length) {
                arrived = NONE;
                at = 0;
            }
            return count;
        }
        int why = failure;
        failure = 0;
        return !ended ? -SocketFile.EAGAIN : -why;
    }

    /** Nothing more is read, whatever comes. */
    void endReading() {
        reading.close();
        arrived = NONE;
        at = 0;
        ended = true;
    }

    /** Also when a write would fail. */
    boolean isWritable() {
        try {
            if (full && !room.isUnderWay()) {
                // One of no bytes is answered when there is room.
                Written written = file.write(0, NONE);
                if (written instanceof CountLater later) {
                    room.begin(later.bytes());
                } else {
                    full = false;
                }
            }
            if (room.isThere()) {
                full = false;
                room.take();
            }
        } catch (FileException | ChannelException e) {
            full = false;
        }
        return !full;
    }

    int write(byte[] from, int offset, int length) {
        if (!isWritable()) {
            return -SocketFile.EAGAIN;
        }
        return NetworkSocket.result(() -> {
            int count = length == 0 ? 0 : Transfer.write(file, 0, from, offset, Math.min(length, MOST));
            full = count < Math.min(length, MOST);
            return full && count == 0 ? -SocketFile.EAGAIN : count;
        });
    }

    void close() {
        reading.close();
        room.close();
        file.close();
    }
}
