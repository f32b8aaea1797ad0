package obol.net.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Layouts.Dns;

/**
 * What a server's message says about a question: addresses or names, at the end of a chain of aliases.
 *
 * @param addresses answers to A and AAAA
 * @param names answers to PTR
 * @param alias where the chain of aliases ends, if its end is not in the message; else null
 * @param missing there is no such name, or nothing of that type
 * @param failed the server could not tell
 * @param life how long that is so, in seconds
 */
public record DnsAnswer(List<Address> addresses, List<String> names, String alias, boolean missing, boolean noSuchName, boolean failed,
        long life) {
    private static final int MAX_RECORDS = 256, MAX_CHAIN = 16;
    private static final long MAX_LIFE = 24 * 3600, NO_LIFE = 0, MISSING_LIFE = 60, MAX_MISSING_LIFE = 900;

    /**
     * The question that such a message answers, with its length in front as TCP wants it.
     *
     * @param name as {@link DnsName#normal} gives it
     */
    public static byte[] question(int identifier, String name, int type) {
        byte[] m = new byte[2 + Dns.LENGTH + Dns.MAX_NAME + Dns.QUESTION_LENGTH + 11];
        Bytes.put16(m, 2 + Dns.IDENTIFIER, identifier);
        Bytes.put16(m, 2 + Dns.FLAGS, Dns.RECURSION_DESIRED);
        Bytes.put16(m, 2 + Dns.QUESTIONS, 1);
        Bytes.put16(m, 2 + Dns.ADDITIONALS, 1);
        int at = DnsName.write(m, 2 + Dns.LENGTH, name);
        Bytes.put16(m, at, type);
        Bytes.put16(m, at + 2, Dns.INTERNET);
        at += Dns.QUESTION_LENGTH;
        // The size that we take by UDP, as a record of the root (RFC 6891 6.1.2).
        Bytes.put16(m, at + 1 + Dns.TYPE, Dns.OPT);
        Bytes.put16(m, at + 1 + Dns.CLASS, Dns.UDP_SIZE);
        at += 1 + Dns.DATA;
        Bytes.put16(m, 0, at - 2);
        return Arrays.copyOf(m, at);
    }

    /** Whether the message is an answer to this question (RFC 5452 9.1). */
    public static boolean answers(byte[] m, int length, int identifier, String name, int type) {
        if (length < Dns.LENGTH || Bytes.u16(m, Dns.IDENTIFIER) != identifier || Bytes.u16(m, Dns.QUESTIONS) != 1) return false;
        int flags = Bytes.u16(m, Dns.FLAGS);
        if ((flags & Dns.RESPONSE) == 0 || (flags & Dns.OPERATION_MASK) != 0) return false;
        int end = DnsName.skip(m, Dns.LENGTH, length);
        return end >= 0 && end + Dns.QUESTION_LENGTH <= length && name.equals(DnsName.read(m, Dns.LENGTH, length))
                && Bytes.u16(m, end) == type && Bytes.u16(m, end + 2) == Dns.INTERNET;
    }

    public static boolean isTruncated(byte[] m) {
        return (Bytes.u16(m, Dns.FLAGS) & Dns.TRUNCATED) != 0;
    }

    /** Reads the answer; null if it is malformed. */
    public static DnsAnswer read(byte[] m, int length, String name, int type) {
        int result = Bytes.u16(m, Dns.FLAGS) & Dns.RESULT_MASK;
        if (result != 0 && result != Dns.NO_SUCH_NAME) return new DnsAnswer(List.of(), List.of(), null, false, false, true, NO_LIFE);
        Map<String, String> aliases = new HashMap<>();
        Map<String, Long> lives = new HashMap<>();
        int at = DnsName.skip(m, Dns.LENGTH, length) + Dns.QUESTION_LENGTH;
        int records = at;
        int answers = Bytes.u16(m, Dns.ANSWERS);
        int authorities = Bytes.u16(m, Dns.AUTHORITIES);
        if (answers + authorities > MAX_RECORDS) return null;
        long missingLife = MISSING_LIFE;
        for (int i = 0; i < answers + authorities; i++) {
            String owner = DnsName.read(m, at, length);
            int body = DnsName.skip(m, at, length);
            if (owner == null || body < 0 || body + Dns.DATA > length) return null;
            int data = body + Dns.DATA;
            int dataLength = Bytes.u16(m, body + Dns.DATA_LENGTH);
            if (data + dataLength > length) return null;
            int found = Bytes.u16(m, body + Dns.TYPE);
            if (i < answers && found == Dns.CNAME) {
                String target = DnsName.read(m, data, length);
                if (target == null) return null;
                aliases.put(owner, target);
                lives.put(owner, Bytes.u32(m, body + Dns.LIFE));
            } else if (found == Dns.SOA && dataLength >= 22) {
                missingLife = Math.min(MAX_MISSING_LIFE, Math.min(Bytes.u32(m, body + Dns.LIFE), Bytes.u32(m, data + dataLength - 4)));
            }
            at = data + dataLength;
        }
        long life = MAX_LIFE;
        String last = name;
        for (int i = 0; aliases.containsKey(last); i++) {
            if (i == MAX_CHAIN) return null;
            life = Math.min(life, lives.get(last));
            last = aliases.get(last);
        }
        List<Address> addresses = new ArrayList<>();
        List<String> names = new ArrayList<>();
        at = records;
        for (int i = 0; i < answers; i++) {
            int body = DnsName.skip(m, at, length);
            int data = body + Dns.DATA;
            int dataLength = Bytes.u16(m, body + Dns.DATA_LENGTH);
            if (Bytes.u16(m, body + Dns.TYPE) == type && Bytes.u16(m, body + Dns.CLASS) == Dns.INTERNET
                    && last.equals(DnsName.read(m, at, length))) {
                life = Math.min(life, Bytes.u32(m, body + Dns.LIFE));
                if (type == Dns.A && dataLength == 4) addresses.add(Address.v4(Bytes.i32(m, data)));
                else if (type == Dns.AAAA && dataLength == 16) addresses.add(new Address(Bytes.i64(m, data), Bytes.i64(m, data + 8)));
                else if (type == Dns.PTR) names.add(DnsName.read(m, data, length));
            }
            at = data + dataLength;
        }
        names.removeIf(each -> each == null);
        if (!addresses.isEmpty() || !names.isEmpty()) return new DnsAnswer(addresses, names, null, false, false, false, life);
        boolean noSuchName = result == Dns.NO_SUCH_NAME;
        if (!last.equals(name) && !noSuchName) return new DnsAnswer(List.of(), List.of(), last, false, false, false, life);
        return new DnsAnswer(List.of(), List.of(), null, true, noSuchName, false, Math.min(life, missingLife));
    }
}
