package obol.system.servers.srv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import obol.channels.NoService;
import obol.channels.remote.Service;
import obol.channels.text.TextContract;
import obol.channels.text.TextContract.Shape;
import obol.channels.transport.Link;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.StyxException;
import obol.styx.server.Created;
import obol.styx.server.Creation;
import obol.styx.server.FileServer;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;

/**
 * The tree under {@code /srv}. Used by the thread that serves it.
 *
 * <p>Error texts of calls are {@code Name: message}, as {@code call} prints them.
 */
public final class ServiceTree implements FileServer {
    /** The file with the state machine; a method of this name has no file. */
    private static final String CONTRACT = "contract";
    /** The file by which other machines connect; a method of this name has no file either. */
    private static final String SESSION = "session";
    /** Sessions at once; each has threads. */
    private static final int MOST_SESSIONS = 256;
    private static final int MOST_TALKS = 64;
    private static final int MOST_NUMBERS = 10_000;

    private final ServiceSource source;
    private final Calls calls;
    private final Home home;
    private int sessions;
    private final long made;
    private final Map<String, Long> numbers = new HashMap<>();
    private long lastNumber;
    /** Conversations by their paths. */
    private final TreeMap<String, Talk> talks = new TreeMap<>();
    /** What was parsed last of each service, by its canonical text. */
    private final Map<String, Known> known = new HashMap<>();
    private final Root root;

    private record Known(String canonicalText, TextContract contract) {
    }

    /**
     * @param home runs work on the thread that serves; any thread may call it
     * @param made nanoseconds since 1970, the time of all files
     */
    public ServiceTree(ServiceSource source, Home home, long made) {
        this.source = source;
        this.calls = new Calls(source, home);
        this.home = home;
        this.made = made;
        this.root = new Root();
    }

    /** The way back to the thread that serves. */
    @FunctionalInterface
    public interface Home {
        void run(Runnable work);
    }

    @Override
    public void attach(User user, String tree, OpenFile authentication, Reply<Node> reply) {
        reply.ok(root);
    }

    long made() {
        return made;
    }

    /**
     * Numbers of paths, from 1, in the order in which they are first met. Of folders that have every name only so many are kept; of
     * further paths it is a hash (FNV-1a, in the upper half of the numbers).
     */
    long number(String path) {
        if (numbers.size() < MOST_NUMBERS || numbers.containsKey(path)) {
            return numbers.computeIfAbsent(path, each -> ++lastNumber);
        }
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < path.length(); i++) {
            hash = (hash ^ path.charAt(i)) * 0x100000001b3L;
        }
        return hash >>> 2 | 1L << 62;
    }

    /** Null if there is no such service, or its contract is none that we can read. */
    private TextContract contract(String service) {
        String text = source.contract(service);
        if (text == null) {
            known.remove(service);
            return null;
        }
        Known last = known.get(service);
        if (last == null || !last.canonicalText.equals(text)) {
            try {
                last = new Known(text, TextContract.parse(text));
            } catch (IllegalArgumentException unreadable) {
                return null;
            }
            known.put(service, last);
        }
        return last.contract;
    }

    /** A conversation ends. */
    void end(String path) {
        Talk talk = talks.remove(path);
        if (talk != null) {
            talk.end();
        }
        numbers.keySet().removeIf(each -> each.equals(path) || each.startsWith(path + '/'));
    }

    private final class Root extends Place.Folder {
        Root() {
            super(ServiceTree.this, null, "/", "");
        }

        @Override
        List<String> names() {
            return source.services();
        }

        @Override
        Place find(String name) {
            TextContract contract = contract(name);
            return contract == null ? null : new ServiceFolder(this, name, contract);
        }
    }

    private final class ServiceFolder extends Place.Folder {
        private final String service;
        private final TextContract contract;
        private final Members members;

        ServiceFolder(Root parent, String service, TextContract contract) {
            super(ServiceTree.this, parent, service, 0777, service);
            this.service = service;
            this.contract = contract;
            members = new Members(ServiceTree.this, source, calls, service, contract.model());
        }

        @Override
        List<String> names() {
            List<String> names = new ArrayList<>();
            names.add(CONTRACT);
            names.add(SESSION);
            TreeSet<String> files = new TreeSet<>(contract.methods());
            files.addAll(members.names());
            files.removeAll(names);
            names.addAll(files);
            String below = service + '/';
            talks.tailMap(below).keySet().stream().takeWhile(path -> path.startsWith(below))
                .forEach(path -> names.add(path.substring(below.length())));
            return names;
        }

        @Override
        Place find(String name) {
            String path = service + '/' + name;
            if (name.equals(CONTRACT)) {
                return new Place.Text(tree, name, path, contract::stateMachine);
            }
            if (name.equals(SESSION)) {
                return new SessionPlace(service, path);
            }
            Talk talk = talks.get(path);
            if (talk != null) {
                return new TalkFolder(tree, this, calls, talk, name, path);
            }
            Place member = members.find(this, service, name);
            if (member != null) {
                return member;
            }
            Shape shape = contract.shape(name);
            return shape == null ? null : new Method(service, name, path, contract, shape);
        }

        /** A directory that is made here is a conversation. */
        @Override
        public void create(User user, Creation what, Reply<Created> reply) throws StyxException {
            String path = service + '/' + what.name();
            if ((what.mode() & Mode.DMDIR) == 0) {
                throw new StyxException(Errno.EACCES);
            } else if (find(what.name()) != null) {
                throw new StyxException(Errno.EEXIST);
            } else if (talks.size() == MOST_TALKS) {
                throw new StyxException(Errno.EAGAIN, "too many conversations are open");
            }
            Talk talk = new Talk(source, service, contract.model());
            talks.put(path, talk);
            Place.Folder made = new TalkFolder(tree, this, calls, talk, what.name(), path);
            reply.ok(new Created(made, what.open() == null ? null : made.open()));
        }

        @Override
        public void unlink(User user, String name, boolean directory, Reply<Void> reply) throws StyxException {
            Place found = find(name);
            if (found == null) {
                throw new StyxException(Errno.ENOENT);
            }
            found.remove(user, reply);
        }
    }

    private final class Method extends Place {
        private final String service;
        private final String method;
        private final TextContract contract;
        private final Shape shape;

        Method(String service, String method, String path, TextContract contract, Shape shape) {
            super(ServiceTree.this, method, shape == Shape.PLAIN ? 0444 : 0666, path);
            this.service = service;
            this.method = method;
            this.contract = contract;
            this.shape = shape;
        }

        @Override
        OpenFile open() throws StyxException {
            return new MethodFile(calls.line(service), method, contract, shape);
        }
    }

    private final class SessionPlace extends Place implements Service {
        private final String service;

        SessionPlace(String service, String path) {
            super(ServiceTree.this, SESSION, 0666, path);
            this.service = service;
        }

        @Override
        OpenFile open() throws StyxException {
            if (sessions == MOST_SESSIONS) {
                throw new StyxException(Errno.EAGAIN, "too many sessions are open");
            }
            sessions++;
            return new SessionFile(this, home, () -> sessions--);
        }

        @Override
        public Link connect(long deadline) {
            return source.link(service, deadline);
        }

        @Override
        public String contract() {
            String text = source.contract(service);
            if (text == null) {
                throw new NoService("no service " + service);
            }
            return text;
        }
    }
}
