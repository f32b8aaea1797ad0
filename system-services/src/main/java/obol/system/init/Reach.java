package obol.system.init;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The services to which a process may connect: what its program's {@code @Uses} lists, and the file servers that its namespace
 * mounts; both only as far as its starter's reach goes, so that nobody gets more by starting others.
 */
final class Reach {
    /** Everything. */
    static final Reach ALL = new Reach(null, null);

    private final Reach starter;
    /** Null: all that the starter reaches. */
    private final Set<String> names;

    private Reach(Reach starter, Set<String> names) {
        this.starter = starter;
        this.names = names;
    }

    /** The reach of a process with this reach's program. */
    Reach narrowed(Optional<List<String>> uses, List<String> namespace) {
        if (uses.isEmpty()) {
            return this;
        }
        Set<String> narrow = new HashSet<>(uses.get());
        for (String line : namespace) {
            mounted(line).ifPresent(narrow::add);
        }
        return new Reach(this, narrow);
    }

    boolean covers(String service) {
        return names == null || names.contains(service) && starter.covers(service);
    }

    /** The service that a line {@code mount [-abc] SERVICE DIR [TREE]} names; a dialled address is served by {@code remote}. */
    private static Optional<String> mounted(String line) {
        String[] words = line.trim().split(" +");
        if (!words[0].equals("mount")) {
            return Optional.empty();
        }
        int at = 1;
        while (at < words.length && words[at].startsWith("-")) {
            at++;
        }
        return at < words.length ? Optional.of(words[at].startsWith("tcp!") ? "remote" : words[at]) : Optional.empty();
    }
}
