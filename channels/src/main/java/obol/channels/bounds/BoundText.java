package obol.channels.bounds;

/** The texts of bounds. A pattern stands in quotes, with every character that is not printable ASCII as {@code \}{@code uXXXX}. */
final class BoundText {
    private static final String RANGE = "..";

    private BoundText() {
    }

    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append("\\u").append(Integer.toHexString(c | 0x10000), 1, 5);
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    static Bound parse(String text) {
        int space = text.indexOf(' ');
        String name = space < 0 ? text : text.substring(0, space);
        String rest = space < 0 ? "" : text.substring(space + 1);
        if (text.equals("notblank")) {
            return new Bound.NotBlank();
        } else if (name.startsWith("match") && rest.startsWith("\"")) {
            return new Bound.Match(Regex.parse(unquote(rest), name.substring("match".length())));
        }
        int dots = rest.indexOf(RANGE);
        if (dots >= 0 && name.equals("size")) {
            String most = rest.substring(dots + RANGE.length());
            return new Bound.Size(Integer.parseInt(rest.substring(0, dots)), most.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(most));
        } else if (dots >= 0 && name.equals("range")) {
            String least = rest.substring(0, dots);
            String most = rest.substring(dots + RANGE.length());
            return new Bound.Range(least.isEmpty() ? Long.MIN_VALUE : Long.parseLong(least),
                    most.isEmpty() ? Long.MAX_VALUE : Long.parseLong(most));
        }
        throw new IllegalArgumentException("no bound: " + text);
    }

    private static String unquote(String quoted) {
        StringBuilder out = new StringBuilder();
        int end = quoted.length() - 1;
        for (int i = 1; i < end; i++) {
            char c = quoted.charAt(i);
            if (c == '\\' && quoted.charAt(i + 1) == 'u') {
                out.append((char) Integer.parseInt(quoted.substring(i + 2, i + 6), 16));
                i += 5;
            } else if (c == '\\') {
                out.append(quoted.charAt(++i));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
