package obol.system.servers.archive;

import java.util.ArrayList;
import java.util.List;
import obol.styx.FileName;
import obol.styx.Mode;
import obol.styx.StyxException;

/** The directories and files of an archive while its table of contents is read. A later member takes the place of one before. */
final class Members {
    /** Bounds, for archives that were made to use up memory. */
    static final int MAX_PATH = 4096;
    private static final int MAX_MEMBERS = 200_000;
    private static final long MAX_NAMES = 32 << 20;

    private final ArchiveNode root;
    private int count;
    private long names;
    private long lastPath;

    /** @param modified of directories that have no member of their own */
    Members(ArchiveTree tree, long modified) {
        Member top = directory(modified);
        root = new ArchiveNode(tree, null, "/", top, 0);
    }

    ArchiveNode root() {
        return root;
    }

    private static Member directory(long modified) {
        Member d = new Member();
        d.mode = Mode.DMDIR | 0755;
        d.modified = modified;
        d.owner = "root";
        d.group = "root";
        return d;
    }

    /** The names of a path, or null if it has one that no file can have. None: the root. */
    private static List<String> names(String path) {
        List<String> names = new ArrayList<>();
        for (int from = 0; from < path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            String name = path.substring(from, to);
            from = to + 1;
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            try {
                names.add(FileName.check(name));
            } catch (StyxException unsayable) {
                return null;
            }
        }
        return names;
    }

    /** Adds a member, with directories above it that have none of their own yet. */
    void add(Member m) throws StyxException {
        List<String> names = checked(m.path);
        if (names == null) {
            return;
        }
        if (names.isEmpty()) {
            if (m.isDirectory()) {
                root.describe(m);
            }
            return;
        }
        ArchiveNode directory = above(names);
        String name = names.get(names.size() - 1);
        ArchiveNode there = directory.child(name);
        if (there != null && there.isDirectory()) {
            // a file does not replace a directory with all that is in it
            if (m.isDirectory()) {
                there.describe(m);
            }
            return;
        }
        directory.put(name, m, ++lastPath);
    }

    /** Adds a further name for the file that a path leads to; without such a file there is no such name. */
    void addLink(String path, String existing) throws StyxException {
        List<String> names = checked(path);
        List<String> to = names(existing);
        ArchiveNode file = to == null ? null : find(to);
        if (names == null || names.isEmpty() || file == null || file.isDirectory()) {
            return;
        }
        ArchiveNode directory = above(names);
        ArchiveNode there = directory.child(names.get(names.size() - 1));
        if (there != file && (there == null || !there.isDirectory())) {
            directory.put(names.get(names.size() - 1), file);
        }
    }

    private List<String> checked(String path) throws StyxException {
        names += path.length();
        if (++count > MAX_MEMBERS || names > MAX_NAMES) {
            throw Source.damaged("more than " + MAX_MEMBERS + " members, or names of more than " + MAX_NAMES + " characters");
        }
        if (path.length() > MAX_PATH) {
            throw Source.damaged("a path of " + path.length() + " characters, " + path.substring(0, 40) + "...");
        }
        return names(path);
    }

    private ArchiveNode above(List<String> names) throws StyxException {
        ArchiveNode d = root;
        for (String name : names.subList(0, names.size() - 1)) {
            ArchiveNode next = d.child(name);
            if (next == null || !next.isDirectory()) {
                if (++count > MAX_MEMBERS) {
                    throw Source.damaged("more than " + MAX_MEMBERS + " directories and members");
                }
                next = d.put(name, directory(root.modified()), ++lastPath);
            }
            d = next;
        }
        return d;
    }

    private ArchiveNode find(List<String> names) {
        ArchiveNode n = root;
        for (String name : names) {
            n = n == null ? null : n.child(name);
        }
        return n;
    }
}
