package obol.system.servers.net;

import java.util.Arrays;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.styx.Errno;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.Reply;

/** One conversation: an endpoint, what waits for it, and how many files hold it. */
final class Conversation {
    /** What stands before each datagram once {@code headers} was written (ip(3)): addresses of 16 bytes, ports of two, big-endian. */
    private static final int REMOTE = 0, LOCAL = 16, INTERFACE = 32, REMOTE_PORT = 48, LOCAL_PORT = 50, HEADER = 52;
    /** Calls that may wait where nothing is said. */
    private static final int BACKLOG = 128;

    private enum Phase { IDLE, BOUND, CONNECTING, CONNECTED, ANNOUNCED, OVER }

    private final NetTree tree;
    private final Protocol protocol;
    private final String owner;
    private final long made;
    private int number;
    private Endpoint endpoint;
    private Phase phase = Phase.IDLE;
    private boolean headers;
    /** Whether a write that finds no room says so at once. */
    private boolean nowait;
    /** Whether a datagram that is longer than a read goes on in the next one. */
    private boolean pieces;
    /** What is left of such a one; null: nothing. */
    private Slice rest;
    private StyxException failure;
    private int users;
    private final Turns controls = new Turns();
    private final Turns reads = new Turns();
    private final Turns writes = new Turns();
    private final Turns calls = new Turns();

    private Conversation(NetTree tree, Protocol protocol, String owner) {
        this.tree = tree;
        this.protocol = protocol;
        this.owner = owner;
        this.made = tree.now();
    }

    /** A conversation of one's own, in no use yet. */
    static Conversation open(NetTree tree, Protocol protocol, String owner) throws StyxException {
        tree.requireRoom(protocol);
        Conversation made = new Conversation(tree, protocol, owner);
        made.endpoint = tree.network().open(protocol, made::changed);
        made.number = tree.add(made);
        return made;
    }

    /** The conversation of the next call to this one, in no use yet; null: there is none. */
    private Conversation accept() throws StyxException {
        tree.requireRoom(protocol);
        Conversation call = new Conversation(tree, protocol, owner);
        call.endpoint = endpoint.accept(call::changed);
        if (call.endpoint == null) {
            return null;
        }
        call.phase = Phase.CONNECTED;
        call.number = tree.add(call);
        return call;
    }

    Protocol protocol() {
        return protocol;
    }

    int number() {
        return number;
    }

    String owner() {
        return owner;
    }

    long made() {
        return made;
    }

    /** A file holds it from now on. */
    Conversation use() {
        users++;
        return this;
    }

    /** A file of {@link #use} is closed. */
    void leave() {
        if (--users == 0) {
            phase = Phase.OVER;
            tree.remove(this);
            endpoint.close();
        }
    }

    private void changed() {
        controls.proceed();
        calls.proceed();
        reads.proceed();
        writes.proceed();
    }

    // ---- what its files say ----

    String local() {
        return new HostPort(endpoint.local(), endpoint.localPort()) + "\n";
    }

    String remote() {
        return new HostPort(endpoint.remote(), endpoint.remotePort()) + "\n";
    }

    String status() {
        return endpoint.status() + "\n";
    }

    /** Why it could not connect, if that is so. */
    String error() {
        return failure == null ? "" : failure.getMessage() + "\n";
    }

    // ---- ctl ----

    /** Does what a line says. Answers with {@code count}. */
    void control(String line, int count, Reply<Integer> reply) throws StyxException {
        String[] words = line.trim().split("[ \t\n]+");
        String verb = words[0];
        switch (verb) {
            case "connect" -> connect(words, count, reply);
            case "announce" -> {
                announce(operand(words, 1), words.length > 2 ? HostPort.number(words[2]) : BACKLOG);
                reply.ok(count);
            }
            case "bind" -> {
                require(phase == Phase.IDLE, Errno.EINVAL);
                bind(HostPort.parse(operand(words, 1), true));
                reply.ok(count);
            }
            case "headers" -> {
                require(protocol == Protocol.UDP, Errno.EOPNOTSUPP);
                headers = true;
                reply.ok(count);
            }
            case "nowait" -> {
                nowait = isOn(words);
                reply.ok(count);
            }
            case "pieces" -> {
                require(!protocol.isStream(), Errno.EOPNOTSUPP);
                pieces = isOn(words);
                reply.ok(count);
            }
            case "disconnect" -> {
                require(!protocol.isStream(), Errno.EOPNOTSUPP);
                endpoint.disconnect();
                reply.ok(count);
            }
            case "finish" -> {
                require(phase == Phase.CONNECTED, Errno.ENOTCONN);
                endpoint.finish();
                reply.ok(count);
            }
            case "hangup" -> {
                phase = Phase.OVER;
                endpoint.hangup();
                reply.ok(count);
                changed();
            }
            case "addmulti", "remmulti" -> {
                Address local = words.length > 2 ? HostPort.parse(words[2], false).address() : Address.ANY6;
                endpoint.group(HostPort.parse(operand(words, 1), false).address(), local, verb.equals("addmulti"));
                reply.ok(count);
            }
            default -> {
                Option option = Option.of(verb);
                if (option == null) {
                    throw new StyxException(Errno.EINVAL, "not a control message: " + verb);
                }
                endpoint.set(option, option.value(words.length > 1 ? words[1] : "on"));
                reply.ok(count);
            }
        }
    }

    private static boolean isOn(String[] words) throws StyxException {
        String word = words.length > 1 ? words[1] : "on";
        require(word.equals("on") || word.equals("off"), Errno.EINVAL);
        return word.equals("on");
    }

    private static String operand(String[] words, int at) throws StyxException {
        if (words.length <= at) {
            throw new StyxException(Errno.EINVAL, words[0] + " needs an address");
        }
        return words[at];
    }

    private static void require(boolean holds, Errno otherwise) throws StyxException {
        if (!holds) {
            throw new StyxException(otherwise);
        }
    }

    /** {@code connect ADDRESS!PORT [LOCALPORT]}. Datagrams that are taken from all may be bound to one sender, and to another one later. */
    private void connect(String[] words, int count, Reply<Integer> reply) throws StyxException {
        HostPort remote = HostPort.parse(operand(words, 1), protocol.hasPorts());
        if (phase == Phase.ANNOUNCED && !protocol.isStream()) {
            endpoint.connect(remote.address(), remote.port());
            reply.ok(count);
            return;
        }
        require(phase == Phase.IDLE || phase == Phase.BOUND, Errno.EISCONN);
        if (words.length > 2) {
            bind(HostPort.parse(words[2], true));
        }
        try {
            endpoint.connect(remote.address(), remote.port());
        } catch (StyxException refused) {
            failure = refused;
            throw refused;
        }
        phase = Phase.CONNECTING;
        controls.add(reply, new Turns.Attempt<>() {
            @Override
            public Integer attempt() throws StyxException {
                return hasConnected() ? count : null;
            }
        });
    }

    private boolean hasConnected() throws StyxException {
        if (phase == Phase.CONNECTING) {
            try {
                if (!endpoint.connected()) {
                    return false;
                }
                phase = Phase.CONNECTED;
            } catch (StyxException failed) {
                phase = Phase.OVER;
                failure = failed;
            }
        }
        if (failure != null) {
            throw failure;
        }
        require(phase == Phase.CONNECTED, Errno.ENOTCONN);
        return true;
    }

    private void bind(HostPort local) throws StyxException {
        endpoint.bind(local.address(), local.port());
        phase = Phase.BOUND;
    }

    private void announce(String where, int backlog) throws StyxException {
        require(phase == Phase.IDLE || phase == Phase.BOUND, Errno.EISCONN);
        if (phase == Phase.IDLE) {
            bind(HostPort.parse(where, true));
        }
        endpoint.announce(backlog < 1 ? BACKLOG : backlog);
        phase = Phase.ANNOUNCED;
    }

    // ---- listen ----

    /** Waits for the next call. It is in no use yet; if nobody takes the answer it is to be used and left. */
    void listen(Reply<Conversation> reply) throws StyxException {
        require(phase == Phase.ANNOUNCED, Errno.EINVAL);
        calls.add(reply, () -> {
            require(phase == Phase.ANNOUNCED, Errno.ECONNABORTED);
            return accept();
        });
    }

    // ---- data ----

    void read(int count, Reply<Slice> reply) throws StyxException {
        if (count <= 0) {
            reply.ok(Slice.EMPTY);
            return;
        }
        reads.add(reply, () -> ready() ? headers || pieces ? receive(count) : read(count) : null);
    }

    /** Whether data may go; false: not yet. */
    private boolean ready() throws StyxException {
        if (phase == Phase.CONNECTING) {
            return hasConnected();
        }
        require(phase != Phase.OVER || failure != null, Errno.ECONNABORTED);
        if (failure != null) {
            throw failure;
        }
        require(phase == Phase.CONNECTED || phase == Phase.ANNOUNCED && !protocol.isStream(), Errno.ENOTCONN);
        return true;
    }

    /** The bytes are told before anything else is read. */
    private Slice read(int count) throws StyxException {
        byte[] buffer = tree.buffer();
        int n = endpoint.read(buffer, 0, Math.min(count, buffer.length));
        return n == Endpoint.NOTHING ? null : n == Endpoint.END ? Slice.EMPTY : new Slice(buffer, 0, n);
    }

    private Slice receive(int count) throws StyxException {
        Slice all = rest != null ? rest : receive();
        if (all == null) {
            return null;
        }
        // One that is as long as the read goes on, with nothing: else it would not be told from a longer one.
        rest = pieces && all.length() >= count ? all.part(count, all.length() - count) : null;
        return all.part(0, count);
    }

    /** Null: there is none yet. */
    private Slice receive() throws StyxException {
        Datagram datagram = endpoint.receive();
        if (datagram == null || !headers) {
            return datagram == null ? null : Slice.of(datagram.data());
        }
        byte[] bytes = new byte[HEADER + datagram.data().length];
        put(bytes, REMOTE, datagram.remote());
        put(bytes, LOCAL, datagram.local());
        put(bytes, INTERFACE, datagram.local());
        Bytes.put16(bytes, REMOTE_PORT, datagram.remotePort());
        Bytes.put16(bytes, LOCAL_PORT, datagram.localPort());
        System.arraycopy(datagram.data(), 0, bytes, HEADER, datagram.data().length);
        return Slice.of(bytes);
    }

    private static void put(byte[] to, int at, Address address) {
        Bytes.put64(to, at, address.high());
        Bytes.put64(to, at + 8, address.low());
    }

    void write(Slice data, Reply<Integer> reply) throws StyxException {
        byte[] bytes = data.copy();
        if (nowait && protocol.isStream()) {
            writeNow(bytes, reply);
        } else if (headers) {
            require(bytes.length >= HEADER, Errno.EINVAL);
            Datagram datagram = new Datagram(address(bytes, REMOTE), Bytes.u16(bytes, REMOTE_PORT), address(bytes, LOCAL),
                Bytes.u16(bytes, LOCAL_PORT), Arrays.copyOfRange(bytes, HEADER, bytes.length));
            writes.add(reply, () -> ready() && endpoint.send(datagram) ? (Integer) bytes.length : nowait ? (Integer) 0 : null);
        } else if (!protocol.isStream()) {
            writes.add(reply, () -> ready() && endpoint.write(bytes, 0, bytes.length) > 0 ? bytes.length : null);
        } else {
            writes.add(reply, new StreamWrite(bytes));
        }
    }

    /** Takes what there is room for, perhaps nothing. No bytes are taken when there is room for some. */
    private void writeNow(byte[] bytes, Reply<Integer> reply) throws StyxException {
        if (bytes.length == 0) {
            writes.add(reply, () -> ready() && endpoint.hasRoom() ? 0 : null);
        } else {
            reply.ok(ready() ? endpoint.write(bytes, 0, bytes.length) : 0);
        }
    }

    private static Address address(byte[] from, int at) {
        return new Address(Bytes.i64(from, at), Bytes.i64(from, at + 8));
    }

    /** A write that is done when all of it was taken. */
    private final class StreamWrite implements Turns.Attempt<Integer> {
        private final byte[] bytes;
        private int done;

        StreamWrite(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public Integer attempt() throws StyxException {
            while (ready() && done < bytes.length) {
                int n = endpoint.write(bytes, done, bytes.length - done);
                if (n == 0) {
                    return null;
                }
                done += n;
            }
            return done == bytes.length ? done : null;
        }

        /** Bytes that were taken are written: the client has to know. */
        @Override
        public Integer partial() {
            return done > 0 ? done : null;
        }
    }
}
