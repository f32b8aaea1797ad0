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
    /** The line of a namespace in which nothing more may be mounted. */
    static final String CLOSED = "close";

    /** Everything. */
    static final Reach ALL = new Reach(null, null, Set.of());

    /** Where services have folders. */
    private static final String POSTED = "/srv/";

    private final Reach starter;
    /** Null: all that the starter reaches. */
    private final Set<String> names;
    private final Set<String> not;

    private Reach(Reach starter, Set<String> names, Set<String> not) {
        this.starter = starter;
        this.names = names;
        this.not = not;
    }

    /**
     * The reach of a process that this reach's process starts. One whose manifest says what it sees, or whose namespace is closed, gets
     * at no server of the system but those that it sees something of.
     */
    Reach narrowed(Manifest manifest, List<String> namespace) {
        boolean closed = namespace.contains(CLOSED);
        if (manifest.uses().isEmpty() && manifest.sees().isEmpty() && !closed) {
            return this;
        }
        Set<String> seen = new HashSet<>();
        for (String line : namespace) {
            mounted(line).ifPresent(seen::add);
        }
        Set<String> narrow = null;
        if (manifest.uses().isPresent()) {
            narrow = new HashSet<>(manifest.uses().get());
            narrow.addAll(seen);
        }
        Set<String> hidden = new HashSet<>();
        if (manifest.sees().isPresent() || closed) {
            for (SystemServices.Server server : SystemServices.SERVERS) {
                // whoever has a server's own tree gets no more by its other services
                if (manifest.sees().isPresent() || !seen.contains(server.services().get(0))) {
                    hidden.addAll(server.services());
                }
            }
            hidden.addAll(SystemServices.files(SystemServices.PROC));
            hidden.removeAll(seen);
        }
        return new Reach(this, narrow, hidden);
    }

    boolean covers(String service) {
        return starter == null || (names == null || names.contains(service)) && !not.contains(service) && starter.covers(service);
    }

    /**
     * The service that a line {@code mount [-abcp] SERVICE DIR [TREE]} names; a dialled address is served by {@code remote}, what stands
     * before the path of an archive or the number of a disk is a service, and one of this system may be named by its folder.
     */
    private static Optional<String> mounted(String line) {
        String[] words = line.trim().split(" +");
        if (!words[0].equals("mount")) {
            return Optional.empty();
        }
        int at = 1;
        while (at < words.length && words[at].startsWith("-")) {
            at++;
        }
        if (at == words.length) {
            return Optional.empty();
        }
        String service = words[at];
        return Optional.of(service.startsWith("tcp!") ? "remote"
            : service.startsWith(POSTED) ? service.substring(POSTED.length())
            : service.indexOf('!') > 0 ? service.substring(0, service.indexOf('!'))
            : service);
    }
}
