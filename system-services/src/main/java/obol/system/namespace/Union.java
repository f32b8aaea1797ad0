package obol.system.namespace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.styx.Errno;
import obol.system.files.FileException;

/** What stands at a mount point: one tree, or several in order, of which the first that has a name gives the file. Immutable. */
final class Union implements Source {
    /**
     * @param create whether files may be made in this directory
     * @param what by which it was mounted or bound; "" for what was there before
     */
    record Member(Rooted source, boolean create, String what) {
    }

    /** A file or directory of another union: the one that is found when it is first needed. */
    private static final class Part extends Rooted {
        private final Union of;
        private final List<String> names;

        Part(Union of, List<String> names) {
            this.of = of;
            this.names = names;
        }

        @Override
        Place find() throws FileException {
            return of.walk("", names);
        }
    }

    final List<Member> members;

    Union(List<Member> members) {
        this.members = List.copyOf(members);
    }

    /** What is found behind these names, as members of another union. */
    List<Member> part(List<String> names, boolean create, String what) {
        if (!names.isEmpty()) {
            return List.of(new Member(new Part(this, List.copyOf(names)), create, what));
        }
        List<Member> same = new ArrayList<>();
        for (Member member : members) {
            // as in Plan 9 the flag holds for what is bound first, not for the rest of a union
            same.add(new Member(member.source, create && same.isEmpty(), what));
        }
        return same;
    }

    /** Adds all trees by which files are found here. */
    void addRoots(Set<Rooted> roots) {
        for (Member member : members) {
            if (roots.add(member.source) && member.source instanceof Part part) {
                part.of.addRoots(roots);
            }
        }
    }

    /**
     * Whether another union is made up of the same trees in the same way.
     *
     * @param same unions that are known to be so, each with its other; more are added
     */
    boolean isAs(Union other, Map<Union, Union> same) {
        if (this == other || same.get(this) == other) {
            return true;
        }
        if (members.size() != other.members.size()) {
            return false;
        }
        for (int i = 0; i < members.size(); i++) {
            Member one = members.get(i);
            Member two = other.members.get(i);
            if (one.create != two.create || !one.what.equals(two.what) || !isAs(one.source, two.source, same)) {
                return false;
            }
        }
        same.put(this, other);
        return true;
    }

    private static boolean isAs(Rooted one, Rooted two, Map<Union, Union> same) {
        return one == two
                || one instanceof Part a && two instanceof Part b && a.names.equals(b.names) && a.of.isAs(b.of, same);
    }

    boolean isSingle() {
        return members.size() == 1;
    }

    @Override
    public Place walk(String path, List<String> names) throws FileException {
        FileException reason = null;
        for (Member member : members) {
            try {
                return member.source.walk(path, names);
            } catch (FileException e) {
                if (names.size() > 1 && !isSingle() && has(member, names.get(0))) {
                    throw e;
                }
                reason = worse(reason, e);
            }
        }
        throw reason;
    }

    /** The first member that has a name; null if none has. */
    Member holder(String name) throws FileException {
        for (Member member : members) {
            if (has(member, name)) {
                return member;
            }
        }
        return null;
    }

    /** Where files are made. */
    Member creator() throws FileException {
        for (Member member : members) {
            if (member.create) {
                return member;
            }
        }
        throw new FileException("mounted directory forbids creation");
    }

    private static boolean has(Member member, String name) throws FileException {
        try {
            member.source.walk("", List.of(name)).close();
            return true;
        } catch (FileException e) {
            return false;
        }
    }

    /** That a file is not there says less than any other error. */
    static FileException worse(FileException one, FileException other) {
        return one == null || Errno.of(one.getMessage()) == Errno.ENOENT ? other : one;
    }
}
