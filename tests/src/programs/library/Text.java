package library;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class Text {
    private Text() {}

    static void run() throws Exception {
        String s = "Grüße, Wörld \u20AC \uD83D\uDE00";
        System.out.println(s + " " + s.length() + " " + s.codePointCount(0, s.length()) + " " + s.hashCode() + s.toUpperCase() + s.toLowerCase(Locale.ROOT));
        System.out.println("ΟΔΥΣΣΕΥΣ ΣΑΣ".toLowerCase() + " straße".toUpperCase() + "İI".toLowerCase().length() + "ﬁ".toUpperCase());
        System.out.println(Arrays.toString(s.getBytes(StandardCharsets.UTF_8)) + Arrays.toString("é€".getBytes(StandardCharsets.ISO_8859_1)) + Arrays.toString("aé".getBytes(StandardCharsets.UTF_16)));
        System.out.println(new String(new byte[] {(byte) 0xC3, (byte) 0xA4, (byte) 0xFF, 'x'}, StandardCharsets.UTF_8) + new String(new byte[] {(byte) 0x80}, Charset.forName("windows-1252")));
        System.out.println(Charset.forName("latin1") + " " + Charset.isSupported("utf8") + Charset.isSupported("nope") + Charset.defaultCharset() + StandardCharsets.UTF_8.aliases());
        System.out.println("  trim me\t".trim() + "|" + " \u2003strip".strip() + "|" + "a,b,,c,,".split(",").length + Arrays.toString("a1b22c".split("\\d+")) + "x".repeat(5) + "ab\ncd".lines().toList() + " ".isBlank());
        System.out.println(String.join("-", "a", "b") + "abcabc".replace("bc", "X") + "abcabc".indexOf("ca") + "abcabc".lastIndexOf('b') + "abc".compareTo("abd") + "a".compareToIgnoreCase("B") + "abc".contains("bc") + "%s=%d".formatted("k", 3));
        System.out.println(new StringBuilder("hello").reverse().insert(0, 3.5f).append('!').deleteCharAt(2).replace(0, 1, "<<").append(true).append(1L << 40).append((Object) null).indexOf("l"));
        System.out.println("tab\\tis".translateEscapes() + "  indent\n x".stripIndent() + "a".indent(2).length());
        Matcher m = Pattern.compile("(?<user>[\\w.]+)@(?<host>[\\w.]+)\\.(\\p{Alpha}{2,})").matcher("mail joe.doe@example.org or x@y.at");
        while (m.find()) {
            System.out.println(m.group("user") + " at " + m.group("host") + " " + m.group(3) + " " + m.start() + "-" + m.end());
        }
        System.out.println("2024-02-29".matches("\\d{4}-\\d\\d-\\d\\d") + "aaa".replaceAll("a{2}", "b") + "x1y2".replaceFirst("\\d", "#") + Pattern.compile("(a|b)*+c", Pattern.CASE_INSENSITIVE).matcher("ABAC").matches());
        System.out.println(Pattern.compile("\\b").splitAsStream("one two").toList() + Pattern.compile("(\\w)(\\w)").matcher("abcd").replaceAll(r -> r.group(2) + r.group(1)));
        System.out.println(Pattern.compile("^\\s*(?:[a-z&&[^aeiou]]+)$", Pattern.MULTILINE).matcher("xyz\nabc\n  bcd").results().count() + " " + "\u00e9".matches("\\p{IsLatin}") + "ж".matches("\\p{InCyrillic}") + Pattern.quote("a.b"));
        try {
            Pattern.compile("a(b");
        } catch (java.util.regex.PatternSyntaxException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(Character.getNumericValue('Ⅷ') + " " + Character.isLetter('ß') + Character.isDigit('٣') + Character.toTitleCase('ǆ') + Character.getType('€') + Character.isWhitespace('\u2028') + Character.toChars(0x1F600).length + Character.UnicodeBlock.of('я'));
        System.out.println("a\u0000b".length() + " " + "\u00df".equalsIgnoreCase("SS") + "I".equalsIgnoreCase("ı") + "abc".chars().sum() + "é".codePointAt(0) + String.valueOf(new char[] {'o', 'k'}) + "ok".intern().equals("ok"));
        System.out.println(new java.util.Scanner("12 3.5 word\nline two\n0x1F true").nextInt() + new java.util.Scanner("7,8").useDelimiter(",").tokens().toList().toString());
    }
}
