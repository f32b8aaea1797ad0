package obol.system.namespace;

import java.util.ArrayList;
import java.util.List;

/**
 * A line that changes a namespace: {@code mount [-a|-b] [-c] SERVICE DIR [TREE]}, {@code bind [-a|-b] [-c] NEW OLD} or
 * {@code unmount [WHAT] DIR}. Words are quoted as the shell quotes them.
 *
 * @param what a service or a path; "" for an unmount of all
 * @param directory canonical
 * @param tree of a mount, else ""
 */
record Line(Kind kind, Order order, boolean create, String what, String directory, String tree) {
    enum Kind { MOUNT, BIND, UNMOUNT }

    /** @throws IllegalArgumentException if it is none; the message says what is wrong */
    static Line parse(String text) {
        List<String> words = words(text);
        if (words.isEmpty()) {
            throw wrong(text);
        }
        Kind kind = switch (words.get(0)) {
            case "mount" -> Kind.MOUNT;
            case "bind" -> Kind.BIND;
            case "unmount" -> Kind.UNMOUNT;
            default -> throw wrong(text);
        };
        Order order = Order.REPLACE;
        boolean create = false;
        int at = 1;
        for (; at < words.size() && words.get(at).length() > 1 && words.get(at).charAt(0) == '-'; at++) {
            for (char flag : words.get(at).substring(1).toCharArray()) {
                switch (flag) {
                    case 'a' -> order = Order.AFTER;
                    case 'b' -> order = Order.BEFORE;
                    case 'c' -> create = true;
                    default -> throw wrong(text);
                }
            }
        }
        List<String> rest = words.subList(at, words.size());
        int least = kind == Kind.UNMOUNT ? 1 : 2;
        if (rest.size() < least || rest.size() > (kind == Kind.BIND ? 2 : least + 1)) {
            throw wrong(text);
        }
        if (kind == Kind.UNMOUNT) {
            String what = rest.size() == 1 ? "" : rest.get(0);
            return new Line(kind, order, create, what, directory(rest.get(rest.size() - 1), text), "");
        }
        String what = kind == Kind.BIND ? directory(rest.get(0), text) : rest.get(0);
        return new Line(kind, order, create, what, directory(rest.get(1), text), rest.size() > 2 ? rest.get(2) : "");
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("not a line of a namespace: " + text);
    }

    private static String directory(String path, String text) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            throw wrong(text);
        }
        return PathName.canonical(path);
    }

    /** Blanks separate words; within single quotes, double quotes and behind a backslash every character stands for itself. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && (c == ' ' || c == '\t')) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (quote != '\'' && c == '\\' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
            } else {
                word.append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }

    private static String quoted(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "/._-+:,=@!".indexOf(c) >= 0;
            if (!plain) {
                return "'" + word.replace("'", "'\\''") + "'";
            }
        }
        return word.isEmpty() ? "''" : word;
    }

    String text() {
        String flags = order.flag() + (create ? "-c " : "");
        String name = what.isEmpty() ? "" : quoted(what) + " ";
        return switch (kind) {
            case MOUNT -> "mount " + flags + name + quoted(directory) + (tree.isEmpty() ? "" : " " + quoted(tree));
            case BIND -> "bind " + flags + name + quoted(directory);
            case UNMOUNT -> "unmount " + name + quoted(directory);
        };
    }

    /** Whether it binds what is at a directory, above or below, and so depends on the lines that put it there. */
    boolean isBoundFrom(String place) {
        return kind == Kind.BIND && (PathName.isWithin(what, place) || PathName.isWithin(place, what));
    }
}
