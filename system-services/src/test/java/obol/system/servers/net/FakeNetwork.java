package obol.system.servers.net;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.net.wire.Address;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.styx.server.Reply;

/** A network of one machine, of which the test says when something happens: {@link #settle} tells of the changes there were. */
final class FakeNetwork implements Network {
    /** Bytes that fit between two ends. */
    static final int ROOM = 10;
    static final Address HERE = Address.parse("10.0.0.1");

    final Map<Integer, FakeEndpoint> listeners = new HashMap<>();
    final Map<Integer, FakeEndpoint> datagrams = new HashMap<>();
    final Map<String, List<Address>> names = new HashMap<>();
    final Deque<Runnable> changes = new ArrayDeque<>();
    /** Questions that wait, while {@link #slowNames}. */
    final Deque<Runnable> questions = new ArrayDeque<>();
    boolean slowNames;
    int open;
    private int nextPort = 40_000;

    void settle() {
        while (!changes.isEmpty()) {
            changes.poll().run();
        }
    }

    @Override
    public Set<Protocol> protocols() {
        return EnumSet.of(Protocol.TCP, Protocol.UDP);
    }

    @Override
    public Endpoint open(Protocol protocol, Runnable changed) {
        return new FakeEndpoint(protocol, changed);
    }

    @Override
    public void addresses(String name, boolean version6, Reply<List<Address>> reply) {
        Runnable answer = () -> {
            if (reply.answered()) {
                return;
            }
            List<Address> found = names.getOrDefault(name, List.of()).stream().filter(each -> each.isV4() != version6).toList();
            if (found.isEmpty()) {
                reply.error(new StyxException(Errno.ENOENT, "dns: no such name"));
            } else {
                reply.ok(found);
            }
        };
        if (slowNames) {
            questions.add(answer);
            reply.onAbort(reply::interrupted);
        } else {
            answer.run();
        }
    }

    @Override
    public void names(Address address, Reply<List<String>> reply) {
        List<String> found = names.keySet().stream().filter(name -> names.get(name).contains(address)).toList();
        reply.ok(found);
    }

    @Override
    public String statistics(Protocol protocol) {
        return "open " + open + "\n";
    }

    final class FakeEndpoint implements Endpoint {
        final Protocol protocol;
        final Runnable changed;
        final Deque<FakeEndpoint> calls = new ArrayDeque<>();
        final Deque<Datagram> arrived = new ArrayDeque<>();
        final StringBuilder options = new StringBuilder();
        private final StringBuilder input = new StringBuilder();
        private FakeEndpoint peer;
        private boolean inputEnded;
        private boolean accepted;
        private boolean refused;
        private Address local = Address.ANY6;
        private int localPort;
        private Address remote = Address.ANY6;
        private int remotePort;

        FakeEndpoint(Protocol protocol, Runnable changed) {
            this.protocol = protocol;
            this.changed = changed;
            open++;
        }

        @Override
        public void bind(Address at, int port) throws StyxException {
            local = at;
            localPort = port == 0 ? nextPort++ : port;
            if (protocol == Protocol.UDP && datagrams.putIfAbsent(localPort, this) != null) {
                throw new StyxException(Errno.EADDRINUSE);
            }
        }

        @Override
        public void connect(Address to, int port) throws StyxException {
            if (localPort == 0) {
                bind(HERE, 0);
            }
            remote = to;
            remotePort = port;
            if (protocol == Protocol.UDP) {
                return;
            }
            FakeEndpoint listener = listeners.get(port);
            if (listener == null) {
                refused = true;
                changes.add(changed);
            } else {
                listener.calls.add(this);
                changes.add(listener.changed);
            }
        }

        @Override
        public boolean connected() throws StyxException {
            if (refused) {
                throw new StyxException(Errno.ECONNREFUSED, "Connection refused");
            }
            return accepted || protocol == Protocol.UDP;
        }

        @Override
        public void announce(int backlog) throws StyxException {
            if (protocol == Protocol.TCP && listeners.putIfAbsent(localPort, this) != null) {
                throw new StyxException(Errno.EADDRINUSE);
            }
        }

        @Override
        public Endpoint accept(Runnable whenChanged) {
            FakeEndpoint caller = calls.poll();
            if (caller == null) {
                return null;
            }
            FakeEndpoint call = new FakeEndpoint(protocol, whenChanged);
            call.local = HERE;
            call.localPort = localPort;
            call.remote = caller.local;
            call.remotePort = caller.localPort;
            call.peer = caller;
            caller.peer = call;
            caller.accepted = true;
            call.accepted = true;
            changes.add(caller.changed);
            return call;
        }

        @Override
        public int read(byte[] to, int at, int most) {
            if (protocol == Protocol.UDP) {
                Datagram datagram = arrived.poll();
                if (datagram == null) {
                    return NOTHING;
                }
                int n = Math.min(most, datagram.data().length);
                System.arraycopy(datagram.data(), 0, to, at, n);
                return n;
            }
            if (input.length() == 0) {
                return inputEnded ? END : NOTHING;
            }
            int n = Math.min(most, input.length());
            for (int i = 0; i < n; i++) {
                to[at + i] = (byte) input.charAt(i);
            }
            input.delete(0, n);
            if (peer != null) {
                changes.add(peer.changed);
            }
            return n;
        }

        @Override
        public void disconnect() {
            remote = Address.ANY6;
            remotePort = 0;
        }

        @Override
        public boolean hasRoom() {
            return peer == null || peer.inputEnded || peer.input.length() < ROOM;
        }

        @Override
        public int write(byte[] from, int at, int count) throws StyxException {
            if (protocol == Protocol.UDP) {
                byte[] data = java.util.Arrays.copyOfRange(from, at, at + count);
                return send(new Datagram(remote, remotePort, local, localPort, data)) ? count : 0;
            }
            if (peer == null || peer.inputEnded) {
                throw new StyxException(Errno.EPIPE);
            }
            int n = Math.min(count, ROOM - peer.input.length());
            for (int i = 0; i < n; i++) {
                peer.input.append((char) from[at + i]);
            }
            changes.add(peer.changed);
            return n;
        }

        @Override
        public Datagram receive() {
            return arrived.poll();
        }

        @Override
        public boolean send(Datagram datagram) {
            FakeEndpoint to = datagrams.get(datagram.remotePort());
            if (to != null) {
                to.arrived.add(new Datagram(HERE, localPort, HERE, datagram.remotePort(), datagram.data()));
                changes.add(to.changed);
            }
            return true;
        }

        @Override
        public void finish() {
            peer.inputEnded = true;
            changes.add(peer.changed);
        }

        @Override
        public void hangup() {
            inputEnded = true;
        }

        @Override
        public void set(Option option, int value) {
            options.append(option).append('=').append(value).append(' ');
        }

        @Override
        public Address local() {
            return local;
        }

        @Override
        public int localPort() {
            return localPort;
        }

        @Override
        public Address remote() {
            return remote;
        }

        @Override
        public int remotePort() {
            return remotePort;
        }

        @Override
        public String status() {
            return (accepted ? "Established" : listeners.get(localPort) == this ? "Listen" : "Closed") + " qin " + input.length() + ' ' + options;
        }

        @Override
        public void close() {
            open--;
            listeners.remove(localPort, this);
            datagrams.remove(localPort, this);
            if (peer != null) {
                peer.inputEnded = true;
                changes.add(peer.changed);
            }
        }
    }
}
