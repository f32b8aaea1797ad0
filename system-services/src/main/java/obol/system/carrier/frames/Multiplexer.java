package obol.system.carrier.frames;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One side of a carrier. {@link #receive} takes what came in, in pieces of any size; {@link #transmit} gives what is to go out, taking the
 * connections that have something in turn, a frame each. Not for several threads at once, nor are its connections.
 */
public final class Multiplexer {
    /** Who this side is: connections that the host opens have odd numbers, the guest's even ones. */
    public enum Side {
        HOST(1), GUEST(2);

        final int firstNumber;

        Side(int firstNumber) {
            this.firstNumber = firstNumber;
        }
    }

    /** Bytes in front of each frame: u16 connection, u8 kind, u8 0, u32 length; little-endian. */
    static final int HEADER = 8;
    /** Most bytes of a DATA frame. */
    static final int MOST_DATA = 32 << 10;
    /** Most bytes of an OPEN or CLOSE frame. */
    static final int MOST_TEXT = 1 << 10;
    /** Most connections at a time that one side has opened. */
    public static final int MOST_CONNECTIONS = 256;
    /** Bytes that the other side may be ahead of the reader of a connection. */
    static final int WINDOW = 256 << 10;
    private static final int HIGHEST_NUMBER = 0xFFFF;
    static final int CREDIT_LENGTH = 4;

    private final Side side;
    private final Map<Integer, Connection> connections = new HashMap<>();
    /** Connections that the other side has opened and {@link #nextOpened} has not given yet. */
    private final ArrayDeque<Connection> opened = new ArrayDeque<>();
    private int ownOpen, theirOpen;
    private int lastNumber;
    private String end;

    /** The frame that comes in: its header, and the payload of all kinds but DATA. */
    private final byte[] header = new byte[HEADER];
    private int headerHas;
    private final byte[] text = new byte[MOST_TEXT];
    private int textHas;
    private Kind kind;
    private int number;
    private int left;

    /** Connections that may have a frame to send, each once. */
    private final ArrayDeque<Connection> senders = new ArrayDeque<>();
    /** The rest of the frame that goes out. */
    private final byte[] frame = new byte[HEADER + MOST_DATA];
    private int frameAt, frameEnd;

    public Multiplexer(Side side) {
        this.side = side;
        lastNumber = side.firstNumber - 2;
    }

    /**
     * Begins a connection; it may be written to at once.
     *
     * @param purpose what it is, at most 1,024 bytes of UTF-8
     * @throws IllegalStateException if this side has 256 connections
     */
    public Connection open(String purpose) {
        byte[] bytes = purpose.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_TEXT) throw new IllegalArgumentException("a connection's purpose of " + bytes.length + " bytes");
        if (isFull()) throw new IllegalStateException("there are " + MOST_CONNECTIONS + " connections");
        // In turn: until a number comes again, the other side has sent CLOSE for many others, behind whatever it sent for this one.
        int free = lastNumber;
        do {
            free += 2;
            if (free > HIGHEST_NUMBER) free = side.firstNumber;
        } while (connections.containsKey(free));
        lastNumber = free;
        Connection connection = new Connection(this, free, purpose, true);
        if (end != null) {
            connection.cut(end);
            return connection;
        }
        ownOpen++;
        connections.put(free, connection);
        wake(connection);
        return connection;
    }

    /** Whether this side has as many connections as it may. */
    public boolean isFull() {
        return ownOpen == MOST_CONNECTIONS;
    }

    /** The next connection that the other side has opened, to be accepted or refused; null if there is none. */
    public Connection nextOpened() {
        return opened.poll();
    }

    /** All connections that are not over, in no order. */
    public List<Connection> connections() {
        return new ArrayList<>(connections.values());
    }

    /** Ends the carrier: every connection is cut, with this reason. No effect the second time. */
    public void end(String why) {
        if (end != null) return;
        end = why;
        for (Connection connection : connections.values()) connection.cut(why);
        connections.clear();
        opened.clear();
        senders.clear();
        frameAt = frameEnd = 0;
    }

    /** Why the carrier ended; null if it has not. */
    public String ended() {
        return end;
    }

    /**
     * Takes what has come in.
     *
     * @throws ProtocolException if that is no sequence of frames, or breaks a rule; the carrier has ended then
     */
    public void receive(byte[] bytes, int offset, int count) throws ProtocolException {
        if (end != null) return;
        try {
            int limit = offset + count;
            while (offset < limit) offset += take(bytes, offset, limit - offset);
        } catch (ProtocolException broken) {
            end(broken.getMessage());
            throw broken;
        }
    }

    /** Takes a piece of one frame; gives its size. */
    private int take(byte[] bytes, int offset, int count) throws ProtocolException {
        if (headerHas < HEADER) {
            int piece = Math.min(count, HEADER - headerHas);
            System.arraycopy(bytes, offset, header, headerHas, piece);
            headerHas += piece;
            if (headerHas == HEADER) beginFrame();
            return piece;
        }
        int piece = Math.min(count, left);
        if (kind == Kind.DATA) {
            connections.get(number).arrived(bytes, offset, piece);
        } else {
            System.arraycopy(bytes, offset, text, textHas, piece);
            textHas += piece;
        }
        left -= piece;
        if (left == 0) endFrame();
        return piece;
    }

    private void beginFrame() throws ProtocolException {
        number = header[0] & 0xFF | (header[1] & 0xFF) << 8;
        kind = Kind.of(header[2]);
        left = u32(header, 4);
        textHas = 0;
        if (kind == null || header[3] != 0) throw new ProtocolException("a frame of kind " + (header[2] & 0xFF) + ", " + (header[3] & 0xFF));
        Connection connection = connections.get(number);
        if (kind == Kind.OPEN) {
            if (connection != null) throw wrong("of an open connection");
            if (number == 0 || number % 2 == side.firstNumber % 2) throw wrong("of a number that is not the sender's");
            if (theirOpen == MOST_CONNECTIONS) throw wrong("beyond " + MOST_CONNECTIONS);
        } else if (kind != Kind.CREDIT) {
            if (connection == null) throw wrong("of no connection");
            if (connection.theyClosed()) throw wrong("after CLOSE");
        }
        // Unsigned, so that 4 GiB less a few bytes is no small number.
        long length = left & 0xFFFF_FFFFL;
        switch (kind) {
            case OPEN, CLOSE -> {
                if (length > MOST_TEXT) throw wrong("of " + length + " bytes");
            }
            case CREDIT -> {
                if (length != CREDIT_LENGTH) throw wrong("of " + length + " bytes");
            }
            case DATA -> {
                if (length == 0 || length > MOST_DATA) throw wrong("of " + length + " bytes");
                if (length > connection.allowance()) throw wrong("of " + length + " bytes for a credit of " + connection.allowance());
            }
        }
        if (left == 0) endFrame();
    }

    private void endFrame() throws ProtocolException {
        headerHas = 0;
        Connection connection = connections.get(number);
        switch (kind) {
            case OPEN -> {
                connection = new Connection(this, number, utf8(), false);
                theirOpen++;
                connections.put(number, connection);
                opened.add(connection);
            }
            case CLOSE -> {
                connection.closedByThem(utf8());
                dropIfOver(connection);
            }
            case CREDIT -> {
                // It may have crossed our CLOSE, and the connection is over. No other has its number yet: see open.
                if (connection != null && !connection.credited(u32(text, 0) & 0xFFFF_FFFFL)) throw wrong("out of range");
            }
            case DATA -> { }
        }
    }

    private ProtocolException wrong(String how) {
        return new ProtocolException(kind + " " + how + " (connection " + number + ")");
    }

    private String utf8() throws ProtocolException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text, 0, textHas)).toString();
        } catch (CharacterCodingException e) {
            throw wrong("with bytes that are no UTF-8");
        }
    }

    private static int u32(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | (bytes[at + 3] & 0xFF) << 24;
    }

    /** Whether there may be something to {@link #transmit}. */
    public boolean hasOutput() {
        return frameAt < frameEnd || !senders.isEmpty();
    }

    /** Puts the next bytes for the other side into the array; gives how many, 0 if there is nothing to send. */
    public int transmit(byte[] to, int offset, int most) {
        int done = 0;
        while (done < most) {
            if (frameAt == frameEnd && !nextFrame()) break;
            int piece = Math.min(most - done, frameEnd - frameAt);
            System.arraycopy(frame, frameAt, to, offset + done, piece);
            frameAt += piece;
            done += piece;
        }
        return done;
    }

    private boolean nextFrame() {
        Connection connection;
        Kind next;
        do {
            connection = senders.poll();
            if (connection == null) return false;
            connection.queued = false;
            next = connection.nextFrame(); // null: what there was to send has become pointless
        } while (next == null);
        int length = connection.fill(next, frame, HEADER, MOST_DATA);
        frame[0] = (byte) connection.number;
        frame[1] = (byte) (connection.number >> 8);
        frame[2] = (byte) next.code;
        frame[3] = 0;
        putU32(frame, 4, length);
        frameAt = 0;
        frameEnd = HEADER + length;
        wake(connection);
        dropIfOver(connection);
        return true;
    }

    static void putU32(byte[] to, int at, int value) {
        for (int i = 0; i < 4; i++) to[at + i] = (byte) (value >>> 8 * i);
    }

    /** Puts the connection among the senders if it has a frame to send. */
    void wake(Connection connection) {
        if (connection.queued || end != null || connection.nextFrame() == null) return;
        connection.queued = true;
        senders.add(connection);
    }

    private void dropIfOver(Connection connection) {
        if (!connection.isOver() || connections.remove(connection.number) == null) return;
        if (connection.isOwn()) ownOpen--;
        else theirOpen--;
    }
}
