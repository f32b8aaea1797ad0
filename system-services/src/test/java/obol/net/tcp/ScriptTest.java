package obol.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import obol.net.core.Counter;
import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.testing.Puppet;
import obol.net.testing.Puppet.Sent;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Layouts;
import obol.net.wire.Layouts.Icmp;
import obol.net.wire.Layouts.Ip4;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The state machine segment by segment, in packetdrill's manner: cases of RFC 9293, 5961, 5681, 6298, 2018, 7323, 6191. */
class ScriptTest {
    private static final int SYN = Layouts.Tcp.SYN, ACK = Layouts.Tcp.ACK, FIN = Layouts.Tcp.FIN, RST = Layouts.Tcp.RST;
    private static final byte[] SYN_OPTIONS = {2, 4, 0x05, (byte) 0xB4, 1, 1, 4, 2};
    private final Puppet puppet = new Puppet(5);
    private Listener listener;
    private Connection connection;
    /** The engine's next number, and ours. */
    private int theirs;
    private int ours = 5000;

    @BeforeEach
    void listen() throws NetworkException {
        listener = puppet.stack.listen(Address.ANY4, 80, 4);
    }

    private Sent expect(int flags) {
        Sent s = puppet.next();
        assertNotNull(s, "nothing was sent");
        assertTrue(s.is(flags), s::toString);
        return s;
    }

    private void nothing() {
        assertNull(puppet.next());
    }

    private void open(byte[] options) {
        puppet.send(ours, 0, SYN, 60000, options, new byte[0]);
        Sent s = expect(SYN | ACK);
        assertEquals(ours + 1, s.acknowledgment());
        theirs = s.sequence() + 1;
        ours++;
        puppet.send(ours, theirs, ACK, 60000, 0);
        connection = listener.accept();
        assertEquals(Connection.State.ESTABLISHED, connection.state());
        nothing();
    }

    private void open() {
        open(SYN_OPTIONS);
    }

    private void write(int length) throws NetworkException {
        assertEquals(length, connection.write(new byte[length], 0, length));
    }

    @Test
    void aSynToAClosedPortIsReset() {
        puppet.enginePort = 81;
        puppet.send(ours, 0, SYN, 1000, 0);
        Sent s = expect(RST | ACK);
        assertEquals(ours + 1, s.acknowledgment());
        puppet.send(ours, 77, ACK, 1000, 0);
        assertEquals(77, expect(RST).sequence());
        puppet.send(ours, 77, RST, 1000, 0);
        nothing();
    }

    @Test
    void theInitialWindowIsTenSegmentsAndAnAcknowledgmentOpensTwoMore() throws NetworkException {
        open();
        write(40000);
        assertEquals(10, puppet.waiting());
        for (int i = 0; i < 10; i++) assertEquals(1460, puppet.next().data().length);
        puppet.send(ours, theirs + 2920, ACK, 60000, 0);
        assertEquals(4, puppet.waiting());
    }

    @Test
    void threeDuplicatesBringTheFirstSegmentAgainWithoutSack() throws NetworkException {
        open(new byte[] {2, 4, 0x05, (byte) 0xB4});
        write(14600);
        while (puppet.next() != null) { }
        puppet.pass(1);
        for (int i = 0; i < 2; i++) puppet.send(ours, theirs, ACK, 60000, 0);
        nothing();
        puppet.send(ours, theirs, ACK, 60000, 0);
        assertEquals(theirs, puppet.next().sequence());
        assertEquals(1, puppet.stack.counted(Counter.TCP_FAST_RECOVERIES));
    }

    @Test
    void sackTellsWhatToSendAgainAndNothingElseIs() throws NetworkException {
        open();
        write(14600);
        while (puppet.next() != null) { }
        puppet.pass(1);
        byte[] sack = new byte[12];
        sack[0] = 1;
        sack[1] = 1;
        sack[2] = 5;
        sack[3] = 10;
        Bytes.put32(sack, 4, theirs + 2920);
        Bytes.put32(sack, 8, theirs + 7300);
        puppet.send(ours, theirs + 1460, ACK, 60000, sack, new byte[0]);
        Sent again = puppet.next();
        assertEquals(theirs + 1460, again.sequence());
        assertEquals(1460, again.data().length);
        nothing();
    }

    /** Every second segment is acknowledged, or all at once that came together; what is out of order at once. */
    @Test
    void segmentsThatCameTogetherAreAcknowledgedTogether() throws NetworkException {
        open();
        byte[] to = new byte[1 << 16];
        for (int i = 0; i < 20; i++, ours += 1460) puppet.send(ours, theirs, ACK, 60000, 1460);
        while (puppet.next() != null) { }
        connection.read(to, 0, to.length);
        while (puppet.next() != null) { }
        for (int i = 0; i < 10; i++, ours += 1460) {
            puppet.more = i < 9;
            puppet.send(ours, theirs, ACK, 60000, 1460);
        }
        assertEquals(ours, expect(ACK).acknowledgment());
        nothing();
        puppet.more = true;
        puppet.send(ours, theirs, ACK, 60000, 1460);
        nothing();
        puppet.send(ours + 2920, theirs, ACK, 60000, 1460);
        assertEquals(ours + 1460, expect(ACK).acknowledgment());
        puppet.more = false;
        puppet.send(ours + 1460, theirs, ACK, 60000, 1460);
        assertEquals(ours + 4380, expect(ACK).acknowledgment());
        nothing();
    }

    @Test
    void whatIsOutOfOrderIsToldBySack() throws NetworkException {
        open();
        puppet.send(ours + 1000, theirs, ACK, 60000, 500);
        Sent s = expect(ACK);
        assertEquals(ours, s.acknowledgment());
        int at = s.option(5);
        assertEquals(ours + 1000, Bytes.i32(s.options(), at + 2));
        assertEquals(ours + 1500, Bytes.i32(s.options(), at + 6));
        puppet.send(ours + 2000, theirs, ACK, 60000, 500);
        s = expect(ACK);
        at = s.option(5);
        assertEquals(18, s.options()[at + 1]);
        assertEquals(ours + 2000, Bytes.i32(s.options(), at + 2), "the latest first");
        puppet.send(ours, theirs, ACK, 60000, 1000);
        s = expect(ACK);
        assertEquals(ours + 1500, s.acknowledgment());
        puppet.send(ours, theirs, ACK, 60000, 1000);
        s = expect(ACK);
        at = s.option(5);
        assertEquals(ours, Bytes.i32(s.options(), at + 2), "what came twice (RFC 2883)");
        assertEquals(1500, connection.available());
    }

    @Test
    void theRetransmissionTimerDoubles() throws NetworkException {
        open(new byte[] {2, 4, 0x05, (byte) 0xB4});
        write(100);
        assertEquals(theirs, expect(ACK).sequence());
        long begin = puppet.now;
        long last = 0;
        for (int i = 0; i < 5; i++) {
            while (puppet.waiting() == 0) puppet.pass(10);
            assertEquals(theirs, expect(ACK).sequence());
            long passed = puppet.now - begin;
            if (i > 0) assertTrue(Math.abs(passed - 2 * last) <= 25_000_000L, passed + " after " + last);
            last = passed;
            begin = puppet.now;
        }
        puppet.send(ours, theirs + 100, ACK, 60000, 0);
        puppet.pass(100_000);
        nothing();
    }

    @Test
    void aClosedWindowIsAskedAndThenUsed() throws NetworkException {
        open();
        puppet.send(ours, theirs, ACK, 0, 0);
        write(1000);
        nothing();
        puppet.pass(3000);
        Sent probe = expect(ACK);
        assertEquals(theirs - 1, probe.sequence());
        assertEquals(0, probe.data().length);
        while (puppet.next() != null) { }
        puppet.send(ours, theirs, ACK, 5000, 0);
        assertEquals(1000, puppet.next().data().length);
    }

    @Test
    void ourWindowClosesAndItsOpeningIsTold() throws NetworkException {
        open();
        int window = 0xFFFF;
        int sent = 0;
        while (window > 0) {
            int length = Math.min(1460, window);
            puppet.send(ours + sent, theirs, ACK, 60000, length);
            sent += length;
            puppet.pass(100);
            for (Sent s; (s = puppet.next()) != null; ) window = s.window() - (ours + sent - s.acknowledgment());
        }
        assertTrue(sent >= 60000 && sent <= 66000, () -> "took " + connection.available());
        puppet.send(ours + sent, theirs, ACK, 60000, 1);
        assertEquals(ours + sent, expect(ACK).acknowledgment());
        assertEquals(sent, connection.available());
        connection.read(new byte[65536], 0, 65536);
        assertTrue(expect(ACK).window() > 30000);
    }

    @Test
    void aResetIsTakenAtTheExactNumberOnly() throws NetworkException {
        open();
        puppet.send(ours + 100, 0, RST, 0, 0);
        assertEquals(ours, expect(ACK).acknowledgment());
        assertEquals(Connection.State.ESTABLISHED, connection.state());
        puppet.send(ours + 70000, 0, RST, 0, 0);
        puppet.send(ours - 1, 0, RST, 0, 0);
        nothing();
        puppet.send(ours, 0, RST, 0, 0);
        assertEquals(Connection.State.CLOSED, connection.state());
        assertEquals(Problem.RESET, connection.problem());
    }

    @Test
    void aSynInAConnectionIsChallenged() {
        open();
        puppet.send(ours + 10, 0, SYN, 0, 0);
        Sent s = expect(ACK);
        assertEquals(ours, s.acknowledgment());
        assertEquals(theirs, s.sequence());
        assertEquals(Connection.State.ESTABLISHED, connection.state());
    }

    @Test
    void dataWithAnAcknowledgmentOfTheFutureOrFarPastIsNotTaken() {
        open();
        puppet.send(ours, theirs + 10, ACK, 60000, 100);
        puppet.send(ours, theirs - 100_000, ACK, 60000, 100);
        assertEquals(0, connection.available());
        puppet.send(ours, theirs - 50_000, ACK, 60000, 100);
        assertEquals(100, connection.available());
    }

    @Test
    void challengesAreLimited() {
        open();
        for (int i = 0; i < 1000; i++) puppet.send(ours + 100, 0, RST, 0, 0);
        assertTrue(puppet.waiting() <= 20, () -> puppet.waiting() + " answers");
    }

    @Test
    void bothEndsCloseInTurn() throws NetworkException {
        open();
        puppet.send(ours, theirs, FIN | ACK, 60000, 10);
        assertEquals(ours + 11, expect(ACK).acknowledgment());
        assertEquals(Connection.State.CLOSE_WAIT, connection.state());
        assertEquals(10, connection.read(new byte[20], 0, 20));
        assertEquals(-1, connection.read(new byte[20], 0, 20));
        write(10);
        assertEquals(10, puppet.next().data().length);
        connection.finish();
        Sent fin = expect(FIN | ACK);
        assertEquals(Connection.State.LAST_ACK, connection.state());
        puppet.send(ours + 11, fin.sequence() + 1, ACK, 60000, 0);
        assertEquals(Connection.State.CLOSED, connection.state());
        assertNull(connection.problem());
        assertEquals(0, puppet.stack.tcp().size());
    }

    @Test
    void bothEndsCloseAtOnce() {
        open();
        connection.finish();
        Sent fin = expect(FIN | ACK);
        puppet.send(ours, fin.sequence(), FIN | ACK, 60000, 0);
        assertEquals(Connection.State.CLOSING, connection.state());
        expect(ACK);
        puppet.send(ours + 1, fin.sequence() + 1, ACK, 60000, 0);
        assertEquals(Connection.State.TIME_WAIT, connection.state());
        puppet.pass(61_000);
        assertEquals(0, puppet.stack.tcp().size());
    }

    @Test
    void timeWaitIgnoresResetsAnswersFinsAndLetsNewerOnesIn() {
        open();
        connection.finish();
        Sent fin = expect(FIN | ACK);
        puppet.send(ours, fin.sequence() + 1, FIN | ACK, 60000, 0);
        expect(ACK);
        assertEquals(Connection.State.TIME_WAIT, connection.state());
        puppet.send(ours + 1, 0, RST, 0, 0);
        assertEquals(1, puppet.stack.tcp().size());
        puppet.pass(1000);
        puppet.send(ours, fin.sequence() + 1, FIN | ACK, 60000, 0);
        assertEquals(ours + 1, expect(ACK).acknowledgment());
        puppet.pass(1000);
        puppet.send(ours - 100, 0, SYN, 60000, 0);
        assertTrue(expect(ACK).is(ACK), "an old SYN");
        puppet.send(ours + 100_000, 0, SYN, 60000, SYN_OPTIONS, new byte[0]);
        Sent again = expect(SYN | ACK);
        assertTrue(again.sequence() - fin.sequence() > 0);
    }

    @Test
    void simultaneousOpenConnects() throws NetworkException {
        Connection c = puppet.stack.tcp().connect(Address.ANY4, 4000, Address.v4(Puppet.TESTER), 1000, puppet.stack.tcp().defaults());
        Sent syn = expect(SYN);
        puppet.enginePort = 4000;
        puppet.send(ours, 0, SYN, 60000, SYN_OPTIONS, new byte[0]);
        Sent both = expect(SYN | ACK);
        assertEquals(syn.sequence(), both.sequence());
        assertEquals(ours + 1, both.acknowledgment());
        puppet.send(ours + 1, syn.sequence() + 1, ACK, 60000, 0);
        assertEquals(Connection.State.ESTABLISHED, c.state());
    }

    @Test
    void aConnectIsRefusedOrTimesOut() throws NetworkException {
        Connection c = puppet.stack.connect(Address.v4(Puppet.TESTER), 1000);
        Sent syn = expect(SYN);
        puppet.enginePort = syn.sourcePort();
        puppet.send(0, syn.sequence() + 99, RST | ACK, 0, 0);
        assertEquals(Connection.State.SYN_SENT, c.state(), "a reset that acknowledges nothing of ours");
        puppet.send(0, syn.sequence() + 1, RST | ACK, 0, 0);
        assertEquals(Problem.REFUSED, c.problem());
        Connection d = puppet.stack.connect(Address.v4(Puppet.TESTER), 1001);
        puppet.pass(200_000);
        assertEquals(Problem.TIMED_OUT, d.problem());
        assertEquals(7, puppet.waiting());
    }

    @Test
    void closeWithUnreadBytesResets() {
        open();
        puppet.send(ours, theirs, ACK, 60000, 100);
        connection.close();
        Sent last = null;
        for (Sent s; (s = puppet.next()) != null; ) last = s;
        assertTrue(last.is(RST | ACK));
        assertEquals(0, puppet.stack.tcp().size());
        assertEquals(0, puppet.stack.tcp().memoryUsed());
    }

    @Test
    void keepAliveFindsOutThatTheOtherSideIsGone() {
        listener.settings().keepAliveAfter = 10_000_000_000L;
        listener.settings().keepAliveInterval = 1_000_000_000L;
        listener.settings().keepAliveProbes = 3;
        open();
        puppet.pass(10_500);
        assertEquals(theirs - 1, expect(ACK).sequence());
        puppet.send(ours, theirs, ACK, 60000, 0);
        puppet.pass(9000);
        nothing();
        puppet.pass(6000);
        assertEquals(Problem.TIMED_OUT, connection.problem());
    }

    @Test
    void oldTimeStampsAreRefused() {
        byte[] options = new byte[20];
        System.arraycopy(SYN_OPTIONS, 0, options, 0, 4);
        stamp(options, 4, 1_000_000, 0);
        options[16] = 1;
        options[17] = 1;
        options[18] = 4;
        options[19] = 2;
        puppet.send(ours, 0, SYN, 60000, options, new byte[0]);
        Sent s = expect(SYN | ACK);
        int echo = Bytes.i32(s.options(), s.option(8) + 2);
        theirs = s.sequence() + 1;
        ours++;
        byte[] stamps = new byte[12];
        stamp(stamps, 0, 1_000_001, echo);
        puppet.send(ours, theirs, ACK, 60000, stamps, new byte[0]);
        connection = listener.accept();
        stamp(stamps, 0, 999_999, echo);
        puppet.send(ours, theirs, ACK, 60000, stamps, new byte[100]);
        assertEquals(0, connection.available());
        puppet.send(ours, theirs, ACK, 60000, new byte[0], new byte[100]);
        assertEquals(0, connection.available(), "without a time stamp (RFC 7323 3.2)");
        stamp(stamps, 0, 1_000_002, echo);
        puppet.send(ours, theirs, ACK, 60000, stamps, new byte[100]);
        assertEquals(100, connection.available());
    }

    private static void stamp(byte[] to, int at, int value, int echo) {
        to[at] = 1;
        to[at + 1] = 1;
        to[at + 2] = 8;
        to[at + 3] = 10;
        Bytes.put32(to, at + 4, value);
        Bytes.put32(to, at + 8, echo);
    }

    /** A router's word that packets are too large: believed if it quotes what is under way. */
    @Test
    void pathMtuIsLearnedFromRealErrorsOnly() throws NetworkException {
        open();
        write(1460);
        Sent s = expect(ACK);
        tooBig(s.sequence() + 100_000, 600);
        assertEquals(0, puppet.stack.counted(Counter.MTU_LOWERED));
        nothing();
        tooBig(s.sequence(), 600);
        assertEquals(1, puppet.stack.counted(Counter.MTU_LOWERED));
        assertEquals(560, puppet.next().data().length);
    }

    private void tooBig(int sequence, int mtu) {
        byte[] m = new byte[Icmp.LENGTH + Ip4.LENGTH + 8];
        m[0] = Icmp.UNREACHABLE4;
        m[1] = Icmp.TOO_BIG4;
        Bytes.put16(m, Icmp.MTU4, mtu);
        int ip = Icmp.LENGTH;
        m[ip] = 0x45;
        Bytes.put16(m, ip + Ip4.TOTAL_LENGTH, 1500);
        m[ip + Ip4.PROTOCOL] = 6;
        Bytes.put32(m, ip + Ip4.SOURCE, Puppet.ENGINE);
        Bytes.put32(m, ip + Ip4.TARGET, Puppet.TESTER);
        Bytes.put16(m, ip + Ip4.LENGTH, 80);
        Bytes.put16(m, ip + Ip4.LENGTH + 2, 1000);
        Bytes.put32(m, ip + Ip4.LENGTH + 4, sequence);
        Bytes.put16(m, Icmp.CHECKSUM, obol.net.wire.Checksum.of(obol.net.wire.Checksum.add(0, m, 0, m.length)));
        puppet.packet(1, m);
    }

    @Test
    void nagleWaitsAndNoDelayDoesNot() throws NetworkException {
        open();
        write(10);
        assertEquals(10, puppet.next().data().length);
        write(10);
        nothing();
        connection.noDelay(true);
        assertEquals(10, puppet.next().data().length);
        assertFalse(connection.readiness() == 0);
    }

    /** A flood of SYNs from everywhere: what is remembered is bounded, and who means it connects all the same, with a cookie. */
    @Test
    void aSynFloodKeepsNobodyOut() {
        for (int i = 0; i < 20_000; i++) {
            puppet.source = 0x0A01_0000 + i;
            puppet.send(i * 7919, 0, SYN, 1000, SYN_OPTIONS, new byte[0]);
            if (i % 16 == 0) while (puppet.next() != null) { }
        }
        while (puppet.next() != null) { }
        assertTrue(puppet.stack.tcp().size() <= 256);
        assertTrue(puppet.stack.counted(Counter.COOKIES_SENT) > 19_000);
        puppet.source = Puppet.TESTER;
        puppet.send(ours, 0, SYN, 60000, SYN_OPTIONS, new byte[0]);
        Sent s = expect(SYN | ACK);
        puppet.send(ours + 1, s.sequence() + 2, ACK, 60000, 0);
        expect(RST);
        assertNull(listener.accept(), "a cookie that is none");
        puppet.pass(30_000);
        while (puppet.next() != null) { }
        puppet.send(ours + 1, s.sequence() + 1, ACK, 60000, 100);
        connection = listener.accept();
        assertNotNull(connection);
        assertEquals(100, connection.available());
        puppet.pass(200_000);
        assertEquals(1, puppet.stack.tcp().size());
    }
}
