package obol.system.namespace;

import java.util.List;

/**
 * A line that changes a namespace: {@code mount [-a|-b|-r] [-c] [-p] SERVICE DIR [TREE]}, {@code bind [-a|-b|-r] [-c] NEW OLD},
 * {@code unmount [WHAT] DIR} or {@code close}. Words are quoted as the shell quotes them.
 *
 * @param permanent of a mount: files that are open there are opened again when the server is back
 * @param what a service, the path of a service's folder, or the path that is bound; "" for an unmount of all
 * @param directory canonical; "" for {@code close}
 * @param tree of a mount, else ""
 */
record Line(Kind kind, Order order, boolean create, boolean permanent, String what, String directory, String tree) {
    /** After it nothing can be mounted. */
    static final Line CLOSE = new Line(Kind.CLOSE, Order.REPLACE, false, false, "", "", "");

    enum Kind { MOUNT, BIND, UNMOUNT, CLOSE }

    /** @throws IllegalArgumentException if it is none; the message says what is wrong */
    static Line parse(String text) {
        List<String> words = Words.of(text);
        if (words.isEmpty()) {
            throw wrong(text);
        }
        Kind kind = switch (words.get(0)) {
            case "mount" -> Kind.MOUNT;
            case "bind" -> Kind.BIND;
            case "unmount" -> Kind.UNMOUNT;
            case "close" -> Kind.CLOSE;
            default -> throw wrong(text);
        };
        if (kind == Kind.CLOSE) {
            if (words.size() > 1) {
                throw wrong(text);
            }
            return CLOSE;
        }
        Order order = Order.REPLACE;
        boolean create = false;
        boolean permanent = false;
        int at = 1;
        for (; at < words.size() && words.get(at).length() > 1 && words.get(at).charAt(0) == '-'; at++) {
            for (char flag : words.get(at).substring(1).toCharArray()) {
                switch (flag) {
                    case 'a' -> order = Order.AFTER;
                    case 'b' -> order = Order.BEFORE;
                    case 'r' -> order = Order.REPLACE;
                    case 'c' -> create = true;
                    case 'p' -> permanent = true;
                    default -> throw wrong(text);
                }
            }
        }
        List<String> rest = words.subList(at, words.size());
        int least = kind == Kind.UNMOUNT ? 1 : 2;
        if (rest.size() < least || rest.size() > (kind == Kind.BIND ? 2 : least + 1) || permanent && kind != Kind.MOUNT) {
            throw wrong(text);
        }
        if (kind == Kind.UNMOUNT) {
            String what = rest.size() == 1 ? "" : rest.get(0);
            return new Line(kind, order, create, false, what, directory(rest.get(rest.size() - 1), text), "");
        }
        String what = kind == Kind.BIND || isPath(rest.get(0)) ? directory(rest.get(0), text) : rest.get(0);
        return new Line(kind, order, create, permanent, what, directory(rest.get(1), text), rest.size() > 2 ? rest.get(2) : "");
    }

    /** Whether what is mounted is a service by the path of its folder. */
    static boolean isPath(String service) {
        return service.startsWith("/");
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

    String text() {
        String flags = order.flag() + (create ? "-c " : "") + (permanent ? "-p " : "");
        String name = what.isEmpty() ? "" : Words.quoted(what) + " ";
        return switch (kind) {
            case MOUNT -> "mount " + flags + name + Words.quoted(directory) + (tree.isEmpty() ? "" : " " + Words.quoted(tree));
            case BIND -> "bind " + flags + name + Words.quoted(directory);
            case UNMOUNT -> "unmount " + name + Words.quoted(directory);
            case CLOSE -> "close";
        };
    }

    /** Whether an unmount undoes an earlier line, as long as nothing depends on that. */
    boolean takesAway(Line earlier) {
        return earlier.directory.equals(directory) && (what.isEmpty() || earlier.what.equals(what));
    }
}
