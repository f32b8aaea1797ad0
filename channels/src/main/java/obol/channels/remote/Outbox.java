package obol.channels.remote;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import obol.channels.transport.Memory;

/** What is to be sent, in order: frames, and blocks, whose bytes are read when their turn comes. Guarded by the session. */
final class Outbox {
    private final Deque<Object> waiting = new ArrayDeque<>();
    /** The frame that is being taken, and how much of it has been. */
    private byte[] frame = {};
    private int taken;
    /** How much of the block that stands first has become frames. */
    private int sent;
    /** Blocks sent so far: they are numbered from 1. */
    private int blocks;

    void add(byte[] added) {
        waiting.add(added);
    }

    /** Sends a block's bytes; owns the memory. Gives the block's number. */
    int addBlock(Memory memory) {
        blocks++;
        add(new FrameWriter(Kind.BLOCK, blocks).writeInt(memory.size()).bytes());
        if (memory.size() == 0) {
            memory.drop();
        } else {
            waiting.add(new Body(blocks, memory));
        }
        return blocks;
    }

    private record Body(int number, Memory memory) {
    }

    boolean isEmpty() {
        return taken == frame.length && waiting.isEmpty();
    }

    /** Takes up to so many bytes. */
    byte[] take(int most) {
        byte[] out = new byte[Math.min(most, 64 << 10)];
        int count = 0;
        while (count < out.length && (taken < frame.length || next())) {
            int part = Math.min(out.length - count, frame.length - taken);
            System.arraycopy(frame, taken, out, count, part);
            taken += part;
            count += part;
        }
        return count == out.length ? out : Arrays.copyOf(out, count);
    }

    /** The next frame, to be taken from its beginning; false if there is none. */
    private boolean next() {
        if (waiting.isEmpty()) {
            return false;
        }
        taken = 0;
        if (waiting.peek() instanceof byte[] whole) {
            waiting.remove();
            frame = whole;
            return true;
        }
        Body body = (Body) waiting.peek();
        byte[] piece = new byte[Math.min(body.memory.size() - sent, Kind.Sizes.PIECE)];
        body.memory.read(sent, piece, 0, piece.length);
        sent += piece.length;
        frame = new FrameWriter(Kind.BYTES, body.number).writeBytes(piece, piece.length).bytes();
        if (sent == body.memory.size()) {
            waiting.remove();
            body.memory.drop();
            sent = 0;
        }
        return true;
    }

    /** Nothing more is sent. */
    void drop() {
        for (Object each : waiting) {
            if (each instanceof Body body) {
                body.memory.drop();
            }
        }
        waiting.clear();
        taken = frame.length;
    }
}
