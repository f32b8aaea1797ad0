package obol.aot.x86;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings our text and ndisasm's to one form; they differ in synonyms and in how numbers and sizes are written. */
final class NdisasmText {
    /** ndisasm's names of conditions. */
    private static final Map<String, String> CONDITIONS = Map.ofEntries(
        Map.entry("c", "b"), Map.entry("nc", "ae"), Map.entry("z", "e"), Map.entry("nz", "ne"), Map.entry("na", "be"),
        Map.entry("pe", "p"), Map.entry("po", "np"), Map.entry("nl", "ge"), Map.entry("ng", "le"));
    private static final Map<String, String> MNEMONICS = Map.of("pushf", "pushfq", "popf", "popfq", "o16 nop", "xchg ax,ax");
    private static final Pattern CONDITIONAL = Pattern.compile("^(set|cmov|j)([a-z]{1,2}) (.*)");
    private static final Pattern SIZE = Pattern.compile("\\b(byte|word|dword|qword|oword|near|short|strict) ");
    private static final Pattern NEGATIVE_ADDRESS = Pattern.compile("\\[-0x([0-9a-f]+)]");
    private static final Pattern NUMBER = Pattern.compile("(?<=[ ,])([+-]?)0x([0-9a-f]+)(?=$|,)");

    private NdisasmText() {
    }

    static String canonical(String text, Width width) {
        String t = SIZE.matcher(text).replaceAll("").replace("$$+", "").replace("+0x0]", "]").replaceFirst(",1$", ",0x1");
        t = NEGATIVE_ADDRESS.matcher(t).replaceAll(
            address -> "[0x" + Long.toHexString(-Long.parseLong(address.group(1), 16)) + "]");
        t = MNEMONICS.getOrDefault(t, t);
        Matcher conditional = CONDITIONAL.matcher(t);
        if (conditional.matches() && CONDITIONS.containsKey(conditional.group(2))) {
            t = conditional.group(1) + CONDITIONS.get(conditional.group(2)) + " " + conditional.group(3);
        }
        // ndisasm shows the immediate of a 64-bit imul without its sign extension.
        int bits = width == null ? 64 : t.startsWith("imul") ? Math.min(width.bits(), 32) : width.bits();
        return NUMBER.matcher(t).replaceAll(number -> {
            long value = Long.parseUnsignedLong(number.group(2), 16);
            value = number.group(1).equals("-") ? -value : value;
            return "0x" + Long.toHexString(bits == 64 ? value : value & (1L << bits) - 1);
        });
    }

    /** The mnemonic alone, prefixes joined. */
    static String mnemonic(String text) {
        String canonical = canonical(text, null);
        int space = canonical.indexOf(' ');
        return space < 0 ? canonical : canonical.substring(0, space);
    }
}
