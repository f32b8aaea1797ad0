package obol.net.config;

import java.util.Arrays;
import java.util.List;
import obol.net.core.Core;
import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.core.Socket;
import obol.net.core.Timer;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Layouts.Dns;

/**
 * A question to DNS under way: readable when there is an answer or a problem. Each try goes from a port and with an identifier of its own,
 * both random, to one server; an answer cut off is asked for again over TCP.
 */
public final class Lookup extends Socket {
    private static final long FIRST_WAIT = 2 * Core.SECOND;
    private static final int ROUNDS = 3, MAX_ALIASES = 8, MAX_MESSAGE = 16 << 10;

    private final Resolver resolver;
    private final int type;
    private final List<Address> servers;
    private String name;
    final String asked;
    private int tries;
    private int aliases;
    private int identifier;
    private Address server;
    private Ways.Way udp;
    private Ways.Way tcp;
    private byte[] message;
    private int filled;
    private long life = Long.MAX_VALUE;
    private DnsAnswer answer;
    private Problem problem;
    private boolean closed;
    /** Why the last server could not be asked, or could not tell. */
    private Problem problemSoFar;
    /** The connection is not there yet, so the question is still to be written. */
    private boolean asking;
    private final Timer timer = new Timer() {
        @Override
        protected void expired() {
            next();
        }
    };

    Lookup(Resolver resolver, Core core, String name, int type, List<Address> servers) {
        super(core);
        this.resolver = resolver;
        this.name = name;
        asked = name;
        this.type = type;
        this.servers = servers;
    }

    @Override
    public int readiness() {
        return (answer != null ? READABLE | OVER : 0) | (problem != null ? READABLE | FAILED | OVER : 0);
    }

    @Override
    public Problem problem() {
        return problem;
    }

    /** The addresses; empty while there is no answer, or none for a question about names. */
    public List<Address> addresses() {
        return answer == null ? List.of() : answer.addresses();
    }

    /** The names that an address has. */
    public List<String> names() {
        return answer == null ? List.of() : answer.names();
    }

    int type() {
        return type;
    }

    /** Gives up. */
    @Override
    public void close() {
        if (closed) return;
        closed = true;
        end();
    }

    void start() {
        next();
    }

    /** Found without asking. */
    void known(DnsAnswer known) {
        if (known.missing()) problem = Problem.NO_SUCH_NAME;
        else answer = known;
        changed();
    }

    void fail(Problem why) {
        end();
        problem = why;
        changed();
    }

    private void end() {
        core.timers.cancel(timer);
        drop();
        resolver.over(this);
    }

    private void drop() {
        if (udp != null) udp.close();
        if (tcp != null) tcp.close();
        udp = null;
        tcp = null;
    }

    /** Asks the next server. */
    private void next() {
        drop();
        if (tries == ROUNDS * servers.size()) {
            fail(problemSoFar == null ? Problem.TIMED_OUT : problemSoFar);
            return;
        }
        server = servers.get(tries % servers.size());
        long wait = FIRST_WAIT << tries++ / servers.size();
        identifier = core.below(0x10000);
        core.after(timer, wait);
        try {
            udp = resolver.ways().datagrams(server, Dns.PORT, this::datagrams);
            byte[] question = question();
            udp.send(question, 2, question.length - 2);
        } catch (NetworkException noWay) {
            problemSoFar = noWay.problem();
            core.after(timer, Core.MILLISECOND);
        }
    }

    private byte[] question() {
        return DnsAnswer.question(identifier, name, type);
    }

    private void datagrams() {
        byte[] m = new byte[Dns.UDP_SIZE];
        try {
            for (int count; udp != null && (count = udp.read(m, 0, m.length)) > 0; ) received(m, count, true);
        } catch (NetworkException failed) {
            problemSoFar = failed.problem();
            next();
            return;
        }
        if (udp != null && udp.problem() != null) next();
    }

    private void received(byte[] m, int length, boolean byUdp) {
        if (!DnsAnswer.answers(m, length, identifier, name, type)) return;
        if (byUdp && DnsAnswer.isTruncated(m)) {
            overTcp();
            return;
        }
        DnsAnswer read = DnsAnswer.read(m, length, name, type);
        if (read == null || read.failed()) {
            problemSoFar = Problem.SERVER_FAILED;
            next();
            return;
        }
        life = Math.min(life, read.life());
        if (read.alias() != null) {
            if (++aliases > MAX_ALIASES) {
                fail(Problem.SERVER_FAILED);
                return;
            }
            name = read.alias();
            tries = 0;
            next();
            return;
        }
        end();
        resolver.remember(this, read, life);
        known(read);
    }

    private void overTcp() {
        drop();
        try {
            tcp = resolver.ways().stream(server, Dns.PORT, this::stream);
            message = new byte[2];
            filled = 0;
            asking = true;
        } catch (NetworkException noWay) {
            problemSoFar = noWay.problem();
            core.after(timer, Core.MILLISECOND);
        }
    }

    private void stream() {
        try {
            if (tcp != null && asking && tcp.connected()) {
                asking = false;
                byte[] question = question();
                tcp.send(question, 0, question.length);
            }
            while (tcp != null) {
                int count = tcp.read(message, filled, message.length - filled);
                if (count == 0) return;
                if (count < 0) {
                    next();
                    return;
                }
                filled += count;
                if (filled < message.length) continue;
                if (message.length == 2) {
                    int length = Bytes.u16(message, 0);
                    if (length < Dns.LENGTH || length > MAX_MESSAGE) {
                        next();
                        return;
                    }
                    message = new byte[length];
                    filled = 0;
                    continue;
                }
                byte[] whole = message;
                Ways.Way used = tcp;
                received(whole, whole.length, false);
                if (tcp == used) next();
                return;
            }
        } catch (NetworkException failed) {
            problemSoFar = failed.problem();
            next();
        }
    }
}
