package obol.net.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Layouts.Dns;
import org.junit.jupiter.api.Test;

/** Messages of name servers, right and wrong. */
class DnsAnswerTest {
    /** {@code w.example.org} is {@code a.example.org}, which is 192.0.2.1; names are written by pointers where they can be. */
    private static byte[] message() {
        byte[] m = new byte[200];
        Bytes.put16(m, Dns.IDENTIFIER, 77);
        Bytes.put16(m, Dns.FLAGS, Dns.RESPONSE);
        Bytes.put16(m, Dns.QUESTIONS, 1);
        Bytes.put16(m, Dns.ANSWERS, 2);
        int at = DnsName.write(m, Dns.LENGTH, "w.example.org");
        Bytes.put16(m, at, Dns.A);
        Bytes.put16(m, at + 2, Dns.INTERNET);
        at += Dns.QUESTION_LENGTH;
        Bytes.put16(m, at, 0xC000 | Dns.LENGTH);
        Bytes.put16(m, at + 2 + Dns.TYPE, Dns.CNAME);
        Bytes.put16(m, at + 2 + Dns.CLASS, Dns.INTERNET);
        Bytes.put32(m, at + 2 + Dns.LIFE, 500);
        Bytes.put16(m, at + 2 + Dns.DATA_LENGTH, 4);
        at += 2 + Dns.DATA;
        int alias = at;
        m[at] = 1;
        m[at + 1] = 'A';
        Bytes.put16(m, at + 2, 0xC000 | Dns.LENGTH + 2);
        at += 4;
        Bytes.put16(m, at, 0xC000 | alias);
        Bytes.put16(m, at + 2 + Dns.TYPE, Dns.A);
        Bytes.put16(m, at + 2 + Dns.CLASS, Dns.INTERNET);
        Bytes.put32(m, at + 2 + Dns.LIFE, 300);
        Bytes.put16(m, at + 2 + Dns.DATA_LENGTH, 4);
        Bytes.put32(m, at + 2 + Dns.DATA, 0xC0000201);
        return Arrays.copyOf(m, at + 2 + Dns.DATA + 4);
    }

    @Test
    void anAliasIsFollowedThroughPointers() {
        byte[] m = message();
        assertTrue(DnsAnswer.answers(m, m.length, 77, "w.example.org", Dns.A));
        DnsAnswer answer = DnsAnswer.read(m, m.length, "w.example.org", Dns.A);
        assertEquals(List.of(Address.parse("192.0.2.1")), answer.addresses());
        assertEquals(300, answer.life());
    }

    @Test
    void pointersInACircleAndLongNamesAreRefused() {
        byte[] m = message();
        Bytes.put16(m, m.length - 16, 0xC000 | m.length - 16);
        assertNull(DnsAnswer.read(m, m.length, "w.example.org", Dns.A));
        byte[] longName = new byte[400];
        for (int i = 0; i < 300; i += 10) longName[i] = 9;
        assertNull(DnsName.read(longName, 0, 400));
        assertNull(DnsName.normal("a".repeat(64) + ".org"));
        assertNull(DnsName.normal("a.".repeat(127) + "org"));
    }

    /** Whatever comes, it is read without an exception, and an alias can be asked for. */
    @Property(tries = 3000)
    void anyMessageIsReadOrRefused(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] m = message();
        for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
            m[random.nextInt(m.length)] = (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(64));
        }
        int length = random.nextInt(4) == 0 ? random.nextInt(m.length) : m.length;
        String name = length < Dns.LENGTH ? null : DnsName.read(m, Dns.LENGTH, length);
        if (name == null || !DnsAnswer.answers(m, length, Bytes.u16(m, 0), name, Dns.A)) return;
        DnsAnswer answer = DnsAnswer.read(m, length, name, Dns.A);
        if (answer == null || answer.alias() == null) return;
        byte[] question = new byte[Dns.MAX_NAME];
        assertTrue(DnsName.write(question, 0, answer.alias()) <= Dns.MAX_NAME);
    }
}
