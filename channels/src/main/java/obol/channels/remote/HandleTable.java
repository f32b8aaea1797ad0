package obol.channels.remote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.channels.codec.Limits;
import obol.channels.transport.Handle;
import obol.channels.transport.Later;
import obol.channels.transport.Link;
import obol.channels.transport.Memory;
import obol.channels.transport.Message;

/**
 * The things of a session by their numbers, and the messages between its two sides: a handle that leaves becomes a thing with a new number,
 * a number that arrives a handle of this process. The two sides number apart, the client odd and the server even, each in turn. A number is
 * never used again, so frames that have crossed a CLOSE are known for what they are. Guarded by the session's monitor.
 */
final class HandleTable {
    static final String NO_ROOM = "the other machine cannot take what was sent: it may not have more channels, streams or exchange memory";
    static final String TOO_MUCH = "a session carries no more than " + HandleTable.MOST_THINGS + " channels and streams, and "
            + (HandleTable.MOST_BLOCK_BYTES >> 20) + " MiB of blocks in one message";

    /** Most things of each side at once. */
    static final int MOST_THINGS = 1024;
    /** Most bytes of blocks that no message has named yet. */
    static final int MOST_BLOCK_BYTES = 32 << 20;
    private static final int LINK = 1;
    private static final int RECEIVER = 2;
    private static final int SENDER = 3;
    private static final int BLOCK = 4;
    private static final int DIGITS_OF_BYTE = 2;

    private final Session session;
    private final Map<Integer, Thing> things = new HashMap<>();
    private final Set<Thing> flows = new LinkedHashSet<>();
    /** The numbers used last. */
    private int own;
    private int peers;
    /** Things that this side has numbered, and the peer. */
    private int ownThings;
    private int peersThings;
    /** Blocks that no message has named yet, by their numbers; of the last one bytes may be missing. */
    private final Map<Integer, ArrivingBlock> blocks = new HashMap<>();
    private int lastBlock;
    private int blockBytes;

    /** A block of which {@code filled} bytes have come. The memory is null if this process may not have so much. */
    private static final class ArrivingBlock {
        final int size;
        final Memory memory;
        int filled;

        ArrivingBlock(int size, Memory memory) {
            this.size = size;
            this.memory = memory;
        }
    }

    /** @param client whether this is the client's side */
    HandleTable(Session session, boolean client) {
        this.session = session;
        own = client ? -1 : 0;
        peers = client ? 0 : -1;
    }

    /** The thing of a number; null if it is no more. Throws if it never was. */
    Thing find(Frame frame) throws BrokenSession {
        int number = frame.number;
        boolean isOwn = (number & 1) == (own & 1);
        if (number <= 0 || number > (isOwn ? own : peers)) {
            throw frame.broken("there is no such number");
        }
        return things.get(number);
    }

    boolean has(Thing thing) {
        return things.get(thing.number) == thing;
    }

    /** The halves of messages that come later. */
    List<Thing> flows() {
        return flows.isEmpty() ? List.of() : new ArrayList<>(flows);
    }

    boolean isEmpty() {
        return things.isEmpty();
    }

    List<Thing> all() {
        return new ArrayList<>(things.values());
    }

    void remove(Thing thing) {
        if (things.remove(thing.number, thing)) {
            flows.remove(thing);
            if ((thing.number & 1) == (own & 1)) {
                ownThings--;
            } else {
                peersThings--;
            }
        }
    }

    // ---- out ----

    /** Gives a handle that leaves a number; it must fit. */
    int add(Handle handle) {
        own += 2;
        ownThings++;
        put(handle instanceof Link link ? new ServedChannel(session, own, link)
                : handle instanceof Later later ? new ItemsToWire(session, own, later)
                : new ItemsFromWire(session, own, (Later.Sender) handle));
        return own;
    }

    /** Writes a message and takes its handles over; false, and it has been dropped, if the session has no room for them. */
    boolean write(FrameWriter frame, Message message) {
        Handle[] handles = message.handles();
        if (!fits(handles)) {
            message.drop();
            return false;
        }
        frame.writeShort(handles.length);
        for (Handle handle : handles) {
            if (handle instanceof Memory memory) {
                frame.writeByte(BLOCK).writeInt(session.sendBlock(memory));
            } else if (handle instanceof Link link) {
                byte[] fingerprint = bytes(link.fingerprint());
                frame.writeByte(LINK).writeInt(add(link)).writeBytes(fingerprint, fingerprint.length);
            } else {
                frame.writeByte(handle instanceof Later ? RECEIVER : SENDER).writeInt(add(handle));
            }
        }
        frame.writeBytes(message.bytes(), message.length());
        return true;
    }

    private boolean fits(Handle[] handles) {
        long bytes = 0;
        for (Handle handle : handles) {
            if (handle instanceof Memory memory) {
                bytes += memory.size();
            } else if (!(handle instanceof Link || handle instanceof Later || handle instanceof Later.Sender)) {
                return false;
            }
        }
        return bytes <= MOST_BLOCK_BYTES && ownThings + handles.length <= MOST_THINGS && own <= Integer.MAX_VALUE - 2 * Limits.HANDLES;
    }

    // ---- in ----

    /** The peer's channel of this new number, as a link of this process. Throws {@link OutOfMemoryError} if it may not have more. */
    Link channel(int number, byte[] fingerprint) {
        CalledChannel channel = new CalledChannel(session, number);
        Link link = session.channel(digits(fingerprint), channel);
        put(channel);
        peersThings++;
        return link;
    }

    /** Notes that the peer has used a number. */
    void register(Frame frame, int number) throws BrokenSession {
        if (number != peers + 2) {
            throw frame.broken("number " + Integer.toUnsignedString(number) + " out of turn");
        }
        peers = number;
    }

    private void put(Thing thing) {
        things.put(thing.number, thing);
        if (thing instanceof ItemsFromWire || thing instanceof ItemsToWire) {
            flows.add(thing);
            session.needPump();
        }
    }

    /**
     * Reads a message, with handles of this process. Null if this process may not have so many: then nothing is left of it, and the
     * peer is told that its things are closed.
     */
    Message read(Frame frame) throws BrokenSession {
        int count = frame.readShort();
        if (count > Limits.HANDLES || peersThings + count > MOST_THINGS) {
            throw frame.broken(count + " handles");
        }
        List<Handle> handles = new ArrayList<>(count);
        boolean complete = true;
        try {
            for (int i = 0; i < count; i++) {
                Handle handle = handle(frame, complete);
                complete &= handle != null;
                if (handle != null) {
                    handles.add(handle);
                }
            }
            byte[] bytes = frame.rest();
            if (bytes.length > Limits.MESSAGE_BYTES) {
                throw frame.broken("a message of " + bytes.length + " bytes");
            }
            if (complete) {
                return new Message(bytes, bytes.length, handles.toArray(new Handle[0]));
            }
        } catch (BrokenSession broken) {
            complete = false;
            throw broken;
        } finally {
            if (!complete) {
                handles.forEach(Handle::drop);
            }
        }
        return null;
    }

    /** The next handle of a message; null if this process may not have it, or it is not wanted. */
    private Handle handle(Frame frame, boolean wanted) throws BrokenSession {
        int kind = frame.readByte();
        int number = frame.readInt();
        if (kind == BLOCK) {
            return block(frame, number);
        }
        if (kind < LINK || kind > SENDER) {
            throw frame.broken("a handle of kind " + kind);
        }
        byte[] fingerprint = kind == LINK ? frame.bytes(Kind.Sizes.FINGERPRINT) : null;
        register(frame, number);
        try {
            if (wanted && kind == LINK) {
                return channel(number, fingerprint);
            }
            if (wanted) {
                Later.Pair pair = session.transport.later(ItemsFromWire.ROOM);
                put(kind == RECEIVER ? new ItemsFromWire(session, number, pair.sender())
                        : new ItemsToWire(session, number, pair.receiver()));
                peersThings++;
                return kind == RECEIVER ? pair.receiver() : pair.sender();
            }
        } catch (OutOfMemoryError full) {
            // as if it were not wanted
        }
        session.send(new FrameWriter(Kind.CLOSE, number));
        return null;
    }

    private Memory block(Frame frame, int number) throws BrokenSession {
        ArrivingBlock block = blocks.remove(number);
        if (block == null || block.filled < block.size) {
            throw frame.broken(block == null ? "there is no such block" : "a block that is not complete");
        }
        blockBytes -= block.size;
        return block.memory;
    }

    void beginBlock(Frame frame) throws BrokenSession {
        int size = frame.readInt();
        if (frame.number != lastBlock + 1 || size < 0 || size > MOST_BLOCK_BYTES - blockBytes || blocks.size() == Limits.HANDLES) {
            throw frame.broken("it is out of turn, or too many bytes of blocks are under way");
        }
        ArrivingBlock last = blocks.get(lastBlock);
        if (last != null && last.filled < last.size) {
            throw frame.broken("the one before is not complete");
        }
        lastBlock = frame.number;
        blockBytes += size;
        blocks.put(lastBlock, new ArrivingBlock(size, allocate(size)));
    }

    private Memory allocate(int size) {
        try {
            return session.transport.allocate(size);
        } catch (OutOfMemoryError full) {
            return null;
        }
    }

    void fillBlock(Frame frame) throws BrokenSession {
        ArrivingBlock block = blocks.get(frame.number);
        byte[] bytes = frame.rest();
        if (block == null || bytes.length == 0 || bytes.length > block.size - block.filled) {
            throw frame.broken("there is no such block, or it has no room for " + bytes.length + " bytes");
        }
        if (block.memory != null) {
            block.memory.write(block.filled, bytes, 0, bytes.length);
        }
        block.filled += bytes.length;
    }

    /** Frees the blocks that nothing has named. */
    void dropBlocks() {
        for (ArrivingBlock block : blocks.values()) {
            if (block.memory != null) {
                block.memory.drop();
            }
        }
        blocks.clear();
    }

    // ---- fingerprints ----

    static byte[] bytes(String digits) {
        byte[] bytes = new byte[Kind.Sizes.FINGERPRINT];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(digits, DIGITS_OF_BYTE * i, DIGITS_OF_BYTE * i + DIGITS_OF_BYTE, 16);
        }
        return bytes;
    }

    private static String digits(byte[] fingerprint) {
        StringBuilder digits = new StringBuilder();
        for (byte each : fingerprint) {
            digits.append(Character.forDigit(each >> 4 & 15, 16)).append(Character.forDigit(each & 15, 16));
        }
        return digits.toString();
    }
}
