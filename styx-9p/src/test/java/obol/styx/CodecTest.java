package obol.styx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Frames there and back, and bytes that are no frames. */
class CodecTest {
    private static byte[] hex(String s) {
        String digits = s.replace(" ", "");
        byte[] b = new byte[digits.length() / 2];
        for (int i = 0; i < b.length; i++) {
            b[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return b;
    }

    private static void same(String hex, Message m, Dialect d) throws Malformed {
        byte[] b = hex(hex);
        assertArrayEquals(b, Codec.encode(m, d), m.toString());
        assertEquals(m, Codec.decode(d, b, 0, b.length));
    }

    /** Frames put together by hand from the manual's layouts. */
    @Test
    void framesByHand() throws Malformed {
        same("13000000 64 ffff 00200000 0600 395032303030",
                Message.of(MessageType.TVERSION, Message.NOTAG).set(Field.MSIZE, 8192).set(Field.VERSION, "9P2000"),
                Dialect.P2000);
        same("17000000 6e 0100 00000000 02000000 0200 0100 61 0100 62",
                Message.of(MessageType.TWALK, 1).set(Field.FID, 0).set(Field.NEWFID, 2).names(List.of("a", "b")),
                Dialect.P2000);
        same("1a000000 68 0100 00000000 ffffffff 0300 c3a978 0000 e8030000",
                Message.of(MessageType.TATTACH, 1).set(Field.AFID, -1).set(Field.UNAME, "\u00e9x")
                        .set(Field.N_UNAME, 1000), Dialect.U);
        same("16000000 68 0100 00000000 ffffffff 0300 c3a978 0000",
                Message.of(MessageType.TATTACH, 1).set(Field.AFID, -1).set(Field.UNAME, "\u00e9x"), Dialect.P2000);
        same("0b000000 07 0500 02000000", Message.of(MessageType.RLERROR, 5).set(Field.ECODE, 2), Dialect.L);
        same("0e000000 75 0100 03000000 616263",
                Message.of(MessageType.RREAD, 1).set(Field.DATA, Slice.of("abc".getBytes(StandardCharsets.UTF_8))),
                Dialect.P2000);
        same("18000000 0d 0100 80 07000000 0807060504030201 00000000",
                Message.of(MessageType.RLOPEN, 1).set(Field.QID, new Qid(0x80, 7, 0x0102030405060708L)), Dialect.L);
        // stat(5): n[2], then size[2] that counts what is behind it
        same("3d000000 7d 0100 3400 3200 0000 00000000 00 01000000 0200000000000000 a4010000 03000000 04000000"
                        + "0500000000000000 0100 66 0100 75 0100 67 0000",
                Message.of(MessageType.RSTAT, 1).set(Field.STAT, new Stat(0, 0, new Qid(0, 1, 2), 0644, 3, 4, 5,
                        "f", "u", "g", "", "", -1, -1, -1)), Dialect.P2000);
    }

    private static String text(Random r) {
        StringBuilder s = new StringBuilder();
        for (int n = r.nextInt(12); n > 0; n--) {
            int c;
            do {
                c = 1 + r.nextInt(new int[] {0x7e, 0x7fe, 0xfffe, 0x10fffe}[r.nextInt(4)]);
            } while (c >= 0xd800 && c < 0xe000);
            s.appendCodePoint(c);
        }
        return s.toString();
    }

    private static Qid qid(Random r) {
        return new Qid(r.nextInt(256), r.nextInt(), r.nextLong());
    }

    /** A message with random values in all fields that the dialect has. */
    static Message random(MessageType t, Dialect d, Random r) {
        Message m = Message.of(t, r.nextInt(65536));
        for (int i = 0; i < t.fieldCount(); i++) {
            Field f = t.field(i);
            if (!f.in(d)) {
                continue;
            }
            switch (f.kind()) {
                case STRING: m.set(f, text(r)); break;
                case QID: m.set(f, qid(r)); break;
                case DATA:
                    byte[] b = new byte[r.nextInt(100)];
                    r.nextBytes(b);
                    m.set(f, Slice.of(b));
                    break;
                case STRINGS:
                    List<String> names = new ArrayList<>();
                    for (int n = r.nextInt(17); n > 0; n--) {
                        names.add(text(r));
                    }
                    m.names(names);
                    break;
                case QIDS:
                    List<Qid> qids = new ArrayList<>();
                    for (int n = r.nextInt(17); n > 0; n--) {
                        qids.add(qid(r));
                    }
                    m.qids(qids);
                    break;
                case STAT:
                    boolean u = d == Dialect.U;
                    m.set(f, new Stat(r.nextInt(65536), r.nextInt(), qid(r), r.nextInt(), r.nextInt(), r.nextInt(),
                            r.nextLong(), text(r), text(r), text(r), text(r), u ? text(r) : "",
                            u ? r.nextInt() : -1, u ? r.nextInt() : -1, u ? r.nextInt() : -1));
                    break;
                case U8: m.set(f, r.nextLong()); break;
                case U4: m.set(f, r.nextInt()); break;
                default: m.set(f, r.nextInt(1 << 8 * f.kind().width())); break;
            }
        }
        return m;
    }

    @Property(tries = 100, seed = "9000")
    void whatWasEncodedDecodesToTheSame(@ForAll long seed) throws Malformed {
        Random r = new Random(seed);
        for (Dialect d : Dialect.values()) {
            for (MessageType t : MessageType.values()) {
                if (t.in(d)) {
                    Message m = random(t, d, r);
                    byte[] b = Codec.encode(m, d);
                    assertEquals(b.length, Codec.size(m, d));
                    assertEquals(b.length, Codec.frameSize(b, 0));
                    byte[] inside = new byte[b.length + 10];
                    System.arraycopy(b, 0, inside, 5, b.length);
                    Message back = Codec.decode(d, inside, 5, b.length);
                    assertEquals(m, back);
                    assertArrayEquals(b, Codec.encode(back, d));
                }
            }
        }
    }

    /** Cut anywhere, a frame is malformed, and the fault lies within it. */
    @Property(tries = 20, seed = "9000")
    void everyPrefixIsMalformed(@ForAll long seed) {
        Random r = new Random(seed);
        for (Dialect d : Dialect.values()) {
            for (MessageType t : MessageType.values()) {
                if (t.in(d)) {
                    byte[] b = Codec.encode(random(t, d, r), d);
                    for (int n = 0; n < b.length; n++) {
                        byte[] cut = Arrays.copyOf(b, n);
                        if (n >= 4) {
                            cut[0] = (byte) n;
                            cut[1] = (byte) (n >> 8);
                        }
                        int length = n;
                        Malformed e = assertThrows(Malformed.class, () -> Codec.decode(d, cut, 0, length), t::name);
                        assertTrue(e.offset() >= 0 && e.offset() <= n, e.getMessage());
                    }
                }
            }
        }
    }

    /** Bytes changed anywhere: a message, and then canonical, or Malformed; never anything else. */
    @Property(tries = 200, seed = "9000")
    void mutatedFramesDecodeCanonicallyOrAreMalformed(@ForAll long seed) {
        Random r = new Random(seed);
        for (MessageType t : MessageType.values()) {
            Dialect d = Dialect.values()[r.nextInt(3)];
            if (!t.in(d)) {
                continue;
            }
            byte[] b = Codec.encode(random(t, d, r), d);
            for (int n = 1 + r.nextInt(4); n > 0; n--) {
                b[4 + r.nextInt(b.length - 4)] = (byte) r.nextInt(256);
            }
            decodeOrMalformed(d, b);
        }
    }

    @Property(tries = 1000, seed = "9000")
    void randomBytesDecodeCanonicallyOrAreMalformed(@ForAll byte[] body, @ForAll Dialect d) {
        byte[] b = new byte[body.length + 4];
        System.arraycopy(body, 0, b, 4, body.length);
        b[0] = (byte) b.length;
        b[1] = (byte) (b.length >> 8);
        decodeOrMalformed(d, b);
        decodeOrMalformed(d, body);
    }

    private static void decodeOrMalformed(Dialect d, byte[] b) {
        try {
            assertArrayEquals(b, Codec.encode(Codec.decode(d, b, 0, b.length), d));
        } catch (Malformed e) {
            assertTrue(e.offset() >= 0 && e.offset() <= b.length, e.getMessage());
        }
    }

    @Property(tries = 500, seed = "9000")
    void directoriesOfRandomBytesAreReadOrMalformed(@ForAll byte[] bytes, @ForAll Dialect d) {
        try {
            Codec.stats(Slice.of(bytes), d);
        } catch (Malformed e) {
            assertTrue(e.offset() <= bytes.length);
        }
        try {
            Codec.entries(Slice.of(bytes));
        } catch (Malformed e) {
            assertTrue(e.offset() <= bytes.length);
        }
    }

    /** The JDK's decoder, told to report, is the oracle for UTF-8. */
    @Property(tries = 2000, seed = "9000")
    void utf8IsStrict(@ForAll byte[] bytes) {
        String expected;
        try {
            expected = StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
            expected = expected.indexOf('\0') >= 0 ? null : expected;
        } catch (java.nio.charset.CharacterCodingException e) {
            expected = null;
        }
        assertEquals(expected, Utf8.get(bytes, 0, bytes.length));
    }

    @Test
    void utf8OfEveryCodePoint() {
        for (int c = 1; c <= 0x10ffff; c++) {
            if (c >= 0xd800 && c < 0xe000) {
                continue;
            }
            String s = new String(Character.toChars(c));
            byte[] b = new byte[Utf8.length(s)];
            assertEquals(b.length, Utf8.put(s, b, 0));
            if (c % 257 == 0) {
                assertArrayEquals(s.getBytes(StandardCharsets.UTF_8), b);
            }
            assertEquals(s, Utf8.get(b, 0, b.length));
        }
        byte[] b = new byte[3];
        assertEquals(3, Utf8.put("\ud800", b, 0));
        assertEquals("\ufffd", Utf8.get(b, 0, 3));
    }

    @Test
    void faultsNameFieldAndOffset() {
        Malformed e = assertThrows(Malformed.class, () -> {
            byte[] b = hex("0d000000 6e 0100 00000000 0200");
            Codec.decode(Dialect.P2000, b, 0, b.length);
        });
        assertEquals("NEWFID", e.field());
        assertEquals(11, e.offset());
        e = assertThrows(Malformed.class, () -> {
            byte[] b = hex("0d000000 6c 0100 0000 00000000");
            Codec.decode(Dialect.P2000, b, 0, b.length);
        });
        assertEquals("TFLUSH", e.field());
        assertEquals(9, e.offset());
    }

    @Test
    void valuesOutOfRangeAreRefusedWhenSet() {
        assertThrows(IllegalArgumentException.class, () -> Message.of(MessageType.TOPEN, 1).set(Field.OMODE, 256));
        assertThrows(IllegalArgumentException.class, () -> Message.of(MessageType.TOPEN, 1).set(Field.OMODE, -1));
        assertThrows(IllegalArgumentException.class, () -> Message.of(MessageType.TOPEN, 1).set(Field.FLAGS, 1));
        assertThrows(IllegalArgumentException.class, () -> Message.of(MessageType.TOPEN, 1).set(Field.FID, 1L << 32));
        assertThrows(IllegalArgumentException.class, () -> Message.of(MessageType.TOPEN, 1).set(Field.FID, "x"));
        assertEquals(0xffffffffL, Message.of(MessageType.TOPEN, 1).set(Field.FID, -1).number(Field.FID));
        assertThrows(IllegalArgumentException.class,
                () -> Codec.encode(Message.of(MessageType.TLOPEN, 1), Dialect.P2000));
        assertThrows(IllegalArgumentException.class, () -> Codec.encode(
                Message.of(MessageType.TVERSION, 1).set(Field.VERSION, "x".repeat(65536)), Dialect.P2000));
    }
}
