package obol.system.sockets.files;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import obol.channels.ChannelException;
import obol.channels.Slot;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.nucleus.sockets.Sockets;
import obol.styx.Errno;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenFile.Later;
import obol.system.files.OpenFile.Read;
import obol.system.files.Transfer;
import obol.system.posix.NamespacePosix;
import obol.system.sockets.SocketAddresses;
import obol.system.sockets.SocketErrors;

/** A port of datagrams over {@code /net/udp}, each with the addresses that ip(3) puts in front of it. */
final class PacketSocket extends NetworkSocket {
    private static final String PROTOCOL = "udp";
    /** Where the header has the other side's address and port. */
    private static final int REMOTE = 0, REMOTE_PORT = 48, HEADER = 52;
    /** Most bytes of a datagram: what is left of an IP packet of 65,535. */
    private static final int MOST = 65_507;
    private static final int EDESTADDRREQ = 89;
    private static final byte[] NONE = {};

    private final Slot<OpenFile> data = new Slot<>();
    private final Coming<byte[]> reading = new Coming<>();
    /** The datagram that is read next, with its header; null: none is there. */
    private byte[] arrived;
    private byte[] begun = NONE;
    private Address peer = Address.ANY6;
    private int peerPort;
    private boolean bound;
    private boolean ended;

    PacketSocket(int family) {
        super(PROTOCOL, family);
    }

    private void open() throws FileException {
        if (conversation == null) {
            converse("headers", "pieces on");
        }
    }

    @Override synchronized int bind(byte[] address) {
        return bound ? -EINVAL : result(() -> {
            open();
            conversation.tell("announce " + Places.text(address));
            data.put(conversation.data());
            bound = true;
            return 0;
        });
    }

    /** Where datagrams go to, and alone come from; an address of no family: anywhere. */
    @Override synchronized int connect(byte[] address) {
        boolean anywhere = address[0] == 0;
        if (!bound) {
            int result = anywhere ? 0 : bind(Arrays.copyOf(new byte[] {(byte) family}, Sockets.ADDRESS));
            if (anywhere || result < 0) {
                return result;
            }
        }
        return result(() -> {
            conversation.tell(anywhere ? "disconnect" : "connect " + Places.text(address));
            peer = anywhere ? Address.ANY6 : Places.address(address);
            peerPort = anywhere ? 0 : SocketAddresses.port(address);
            return 0;
        });
    }

    @Override synchronized int shutdown(int how) {
        ended |= how != Sockets.SHUT_WR;
        Waits.changed();
        return peerPort == 0 ? -SocketErrors.ENOTCONN : 0;
    }

    // ---- receiving ----

    private boolean isThere() {
        while (arrived == null && failure == 0 && !ended && !data.isEmpty()) {
            if (reading.isUnderWay() && !reading.isThere()) {
                return false;
            }
            OpenFile file = data.take();
            try {
                byte[] piece;
                if (reading.isUnderWay()) {
                    piece = reading.take();
                } else {
                    Read read = file.read(0, OpenFile.BULK);
                    if (read instanceof Later) {
                        reading.begin(((Later) read).bytes());
                        continue;
                    }
                    piece = Transfer.bytes(read);
                }
                add(piece);
            } catch (FileException | ChannelException e) {
                failure = -NamespacePosix.error(e);
            } finally {
                data.put(file);
            }
        }
        return arrived != null || failure != 0 || ended;
    }

    /** A piece that is not full is the last one of its datagram. */
    private void add(byte[] piece) {
        byte[] all = Arrays.copyOf(begun, begun.length + piece.length);
        System.arraycopy(piece, 0, all, begun.length, piece.length);
        begun = piece.length == OpenFile.BULK ? all : NONE;
        arrived = piece.length == OpenFile.BULK ? null : all;
    }

    /** A datagram, of which the rest is lost; waits if the socket is patient. @param from where its sender's address is put */
    int receive(byte[] to, int offset, int length, byte[] from) {
        return waited(IN, () -> receiveNow(to, offset, length, from));
    }

    private synchronized int receiveNow(byte[] to, int offset, int length, byte[] from) {
        if (!isThere()) {
            return -EAGAIN;
        }
        if (arrived == null) {
            int why = failure;
            failure = 0;
            return -why;
        }
        byte[] datagram = arrived;
        arrived = null;
        if (datagram.length < HEADER) {
            return -Errno.EPROTO.number();
        }
        int count = Math.min(length, datagram.length - HEADER);
        System.arraycopy(datagram, HEADER, to, offset, count);
        Address sender = new Address(Bytes.i64(datagram, REMOTE), Bytes.i64(datagram, REMOTE + 8));
        Places.put(family, sender, Bytes.u16(datagram, REMOTE_PORT), from);
        return count;
    }

    @Override int read(byte[] to, int offset, int length) {
        return receiveNow(to, offset, length, new byte[Sockets.ADDRESS]);
    }

    // ---- sending ----

    /** @param address null: to whom it is connected with */
    synchronized int send(byte[] from, int offset, int length, byte[] address) {
        if (length > MOST) {
            return -Errno.EMSGSIZE.number();
        }
        if (address == null && peerPort == 0) {
            return -EDESTADDRREQ;
        }
        return result(() -> {
            Address to = address == null ? peer : Places.address(address);
            byte[] datagram = new byte[HEADER + length];
            Bytes.put64(datagram, REMOTE, to.high());
            Bytes.put64(datagram, REMOTE + 8, to.low());
            Bytes.put16(datagram, REMOTE_PORT, address == null ? peerPort : SocketAddresses.port(address));
            System.arraycopy(from, offset, datagram, HEADER, length);
            OpenFile file = data.take();
            try {
                return Transfer.write(file, 0, datagram, 0, datagram.length) == 0 ? -EAGAIN : length;
            } finally {
                data.put(file);
            }
        });
    }

    @Override int write(byte[] from, int offset, int length) {
        return send(from, offset, length, null);
    }

    @Override synchronized int ready(int wanted) {
        return ((wanted & IN) != 0 && isThere() ? IN : 0) | OUT & wanted | (failure != 0 ? ERROR : 0);
    }

    @Override synchronized int setOption(int level, int name, byte[] value) {
        return Groups.isUnknown(level, name) ? -ENOPROTOOPT : result(() -> {
            String message = Groups.message(level, name, value);
            if (message == null) {
                return super.setOption(level, name, value);
            }
            open();
            conversation.tell(message);
            return 0;
        });
    }

    @Override synchronized void end() {
        reading.close();
        data.close();
        super.end();
    }
}
