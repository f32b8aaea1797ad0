package obol.verifier;

/**
 * Why a class is refused: one place, one rule.
 *
 * @param className internal name; the name of the source if the bytes did not get as far
 * @param method    name and descriptor, or {@code -} if the fault is in none
 * @param bci       index of the instruction, or -1
 * @param line      source line, or -1
 * @param rule      JVMS section with the instruction ({@code 4.10.1.9.iadd}), {@code policy.NAME}, or {@code own.NAME}
 */
public record Refusal(String className, String method, int bci, int line, String rule, String found, String wanted) {
    /** {@code refused NAME METHODDESC @BCI line L: RULE: found X, wanted Y}; unknown numbers are 0. */
    @Override
    public String toString() {
        return "refused " + printable(className.replace('/', '.')) + " " + printable(method) + " @" + Math.max(bci, 0)
                + " line " + Math.max(line, 0) + ": " + rule + ": found " + readable(found) + ", wanted "
                + readable(wanted);
    }

    /** Names in class files may hold anything: blanks and all that is not visible are escaped, so a name is one word. */
    static String printable(String name) {
        return escape(name, true);
    }

    /** Text of ours around names: blanks stay. */
    static String readable(String text) {
        return escape(text, false);
    }

    private static String escape(String text, boolean blanksToo) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean visible = c > ' ' && c != 0x7f && !Character.isISOControl(c) && !Character.isSurrogate(c)
                    && Character.getType(c) != Character.FORMAT && c != '\u2028' && c != '\u2029';
            if (visible || c == ' ' && !blanksToo) {
                out.append(c);
            } else {
                out.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
            }
        }
        return out.toString();
    }
}
