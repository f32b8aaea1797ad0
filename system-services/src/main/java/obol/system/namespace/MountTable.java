package obol.system.namespace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import obol.styx.Errno;
import obol.system.files.FileException;

/** Mount points by canonical path, and the lines that made them. Immutable. */
final class MountTable {
    static final MountTable EMPTY = new MountTable(new TreeMap<>(), List.of());

    private final TreeMap<String, Union> unions;
    private final List<Line> lines;

    private MountTable(TreeMap<String, Union> unions, List<Line> lines) {
        this.unions = unions;
        this.lines = lines;
    }

    List<Line> lines() {
        return lines;
    }

    boolean isClosed() {
        return lines.contains(Line.CLOSE);
    }

    /** Before anything is mounted. */
    void requireOpen() throws FileException {
        if (isClosed()) {
            throw new FileException("mount/attach disallowed");
        }
    }

    /** What is mounted at exactly this path, or null. */
    Union at(String path) {
        return unions.get(path);
    }

    /** All trees that files are found in. */
    Set<Rooted> roots() {
        Set<Rooted> roots = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Union union : unions.values()) {
            union.addRoots(roots);
        }
        return roots;
    }

    /** Where a path leads: names below the nearest mount point. */
    record Route(Union union, List<String> names) {
        Place walk(String path) throws FileException {
            return union.walk(path, names);
        }

        /** What is found there, as a source of its own. */
        Source source() {
            return names.isEmpty() ? union : union.part(names, false, "").get(0).source();
        }
    }

    Route route(String path) throws FileException {
        for (String at = path; ; at = PathName.parent(at)) {
            Union union = unions.get(at);
            if (union != null) {
                return new Route(union, PathName.names(path.substring(at.length())));
            }
            if (at.length() == 1) {
                throw new FileException(Errno.ENOENT.text());
            }
        }
    }

    /** The last names of the mount points that lie right below a directory. */
    List<String> below(String directory) {
        List<String> names = new ArrayList<>();
        String prefix = directory.length() == 1 ? directory : directory + "/";
        for (String path : unions.tailMap(prefix, false).keySet()) {
            if (!path.startsWith(prefix)) {
                break;
            }
            if (path.indexOf('/', prefix.length()) < 0) {
                names.add(path.substring(prefix.length()));
            }
        }
        return names;
    }

    /**
     * The table with one more line.
     *
     * @param connections gives the source for a mount
     */
    MountTable with(Line line, Function<Line, Rooted> connections) throws FileException {
        if (line.kind() == Line.Kind.MOUNT) {
            requireOpen();
        }
        if (line.kind() == Line.Kind.CLOSE && isClosed()) {
            return this;
        }
        TreeMap<String, Union> next = after(line, connections);
        List<Line> all = new ArrayList<>(lines);
        all.add(line);
        List<Line> fewer = new ArrayList<>(lines);
        if (line.kind() == Line.Kind.UNMOUNT) {
            fewer.removeIf(line::takesAway);
        } else if (line.order() == Order.REPLACE && fewer.removeIf(earlier -> earlier.directory().equals(line.directory()))) {
            fewer.add(line);
        } else {
            fewer = all;
        }
        return new MountTable(next, List.copyOf(fewer.size() < all.size() && leadTo(next, fewer, connections) ? fewer : all));
    }

    /** Whether these lines make these unions: then those that are missing are void. */
    private static boolean leadTo(TreeMap<String, Union> unions, List<Line> lines, Function<Line, Rooted> connections) {
        MountTable made = EMPTY;
        try {
            for (Line line : lines) {
                made = new MountTable(made.after(line, connections), List.of());
            }
        } catch (FileException dependsOnWhatIsMissing) {
            return false;
        }
        if (!made.unions.keySet().equals(unions.keySet())) {
            return false;
        }
        Map<Union, Union> same = new IdentityHashMap<>();
        for (Map.Entry<String, Union> mounted : unions.entrySet()) {
            if (!mounted.getValue().isAs(made.unions.get(mounted.getKey()), same)) {
                return false;
            }
        }
        return true;
    }

    private TreeMap<String, Union> after(Line line, Function<Line, Rooted> connections) throws FileException {
        TreeMap<String, Union> next = new TreeMap<>(unions);
        switch (line.kind()) {
            case MOUNT -> put(next, line, List.of(new Union.Member(connections.apply(line), line.create(), line.what())));
            case BIND -> bind(next, line);
            case UNMOUNT -> unmount(next, line);
            case CLOSE -> { }
        }
        return next;
    }

    private void put(TreeMap<String, Union> next, Line line, List<Union.Member> added) throws FileException {
        List<Union.Member> members = new ArrayList<>(line.order() == Order.REPLACE ? List.of() : present(line.directory()));
        members.addAll(line.order() == Order.BEFORE ? 0 : members.size(), added);
        next.put(line.directory(), new Union(members));
    }

    /** What is at a path now. */
    private List<Union.Member> present(String path) throws FileException {
        Union here = unions.get(path);
        if (here != null) {
            return here.members;
        }
        Route route = route(path);
        return route.union.part(route.names, false, "");
    }

    private void bind(TreeMap<String, Union> next, Line line) throws FileException {
        String from = line.what();
        Route route = route(from);
        put(next, line, route.union.part(route.names, line.create(), from));
        if (from.equals(line.directory())) {
            return;
        }
        for (Map.Entry<String, Union> mounted : unions.tailMap(from, false).entrySet()) {
            String path = mounted.getKey();
            if (!PathName.isWithin(path, from)) {
                if (!path.startsWith(from)) {
                    break;
                }
                continue;
            }
            if (!PathName.isWithin(path, line.directory())) {
                String below = from.length() == 1 ? path : path.substring(from.length());
                String copy = line.directory().length() == 1 ? below : line.directory() + below;
                if (line.order() == Order.REPLACE) {
                    next.put(copy, mounted.getValue());
                } else {
                    next.putIfAbsent(copy, mounted.getValue());
                }
            }
        }
    }

    /** What is at a directory and below as a table of its own, which no lines make: there is no way out of it. */
    MountTable subtree(String directory) throws FileException {
        Route route = route(directory);
        TreeMap<String, Union> next = new TreeMap<>();
        next.put("/", route.names.isEmpty() ? route.union : new Union(route.union.part(route.names, true, "")));
        int root = directory.length() == 1 ? 0 : directory.length();
        for (Map.Entry<String, Union> mounted : unions.tailMap(directory, false).entrySet()) {
            if (PathName.isWithin(mounted.getKey(), directory)) {
                next.put(mounted.getKey().substring(root), mounted.getValue());
            }
        }
        return new MountTable(next, List.of());
    }

    private void unmount(TreeMap<String, Union> next, Line line) throws FileException {
        Union here = unions.get(line.directory());
        List<Union.Member> left = new ArrayList<>();
        if (here != null && !line.what().isEmpty()) {
            left.addAll(here.members);
            left.removeIf(member -> member.what().equals(line.what()));
        }
        if (here == null || left.size() == here.members.size()) {
            throw new FileException("not mounted");
        }
        if (left.isEmpty() || left.size() == 1 && left.get(0).what().isEmpty()) {
            next.remove(line.directory());
        } else {
            next.put(line.directory(), new Union(left));
        }
    }
}
