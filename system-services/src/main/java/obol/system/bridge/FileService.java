package obol.system.bridge;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.channels.Server;
import obol.channels.Wait;
import obol.channels.Waitable;
import obol.styx.Errno;
import obol.styx.Message;
import obol.styx.StyxException;
import obol.styx.Workspace;
import obol.styx.server.FileServer;
import obol.styx.server.Node;
import obol.styx.server.User;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.Files;

/**
 * A tree of the 9P library as a file service. {@code new FileService(tree).serve("ram")} is a whole file server; its objects may also
 * be called within the process, as plain objects. It serves the name of the server, and beside that {@link #readOnly(String)}: the same
 * tree for those that may change nothing.
 *
 * <p>A read or write that the tree does not answer during the call becomes a {@code Pending}; closing that runs the reply's abort, and
 * so does the end of the endpoint that asked. Every other operation is waited for, up to 30 seconds. The tree is called with
 * this object's monitor held.
 */
public final class FileService implements Files {
    /** An operation of the tree. */
    @FunctionalInterface
    interface Operation<T> {
        void start(Answer<T> reply) throws StyxException;
    }

    /** What is written that came in a block. */
    final Workspace copied = new Workspace();
    final Set<LateAnswer<?, ?>> waiting = new LinkedHashSet<>();
    private final FileServer tree;
    private final Waitable cancellations = this::hasCancelled;

    public FileService(FileServer tree) {
        this.tree = tree;
    }

    @Override
    public Fid attach(String user, String aname) throws FileException {
        return attach(user, aname, true);
    }

    private synchronized Fid attach(String user, String aname, boolean writable) throws FileException {
        User who = new User(user, Message.NONUNAME);
        Node root = now((Answer<Node> reply) -> tree.attach(who, aname, null, reply));
        return new NodeFid(new Attachment(this, who, root.qid(), writable), root);
    }

    /** The service under which a file server serves those that may change nothing. */
    public static String readOnly(String name) {
        return name + ":r";
    }

    /** The same tree, of which nothing can be changed. */
    public Files readOnly() {
        return (user, aname) -> attach(user, aname, false);
    }

    /**
     * Serves all clients under this name on this thread, until the door is closed. An interrupt ends it, too, but only once something comes
     * to be served, as a wait is not ended by one ({@link Wait}).
     */
    public void serve(String name) {
        try (Server door = Server.open(Files.class, name, this);
                Server readers = Server.open(Files.class, readOnly(name), readOnly())) {
            while (door.isOpen() && !Thread.currentThread().isInterrupted()) {
                switch (Wait.any(door, readers, cancellations)) {
                    case 0 -> door.serve();
                    case 1 -> readers.serve();
                    default -> giveUpCancelled();
                }
            }
        }
    }

    /** Ready when somebody has closed a {@code Pending} of this service: call {@link #giveUpCancelled} then. For loops of one's own. */
    public Waitable cancellations() {
        return cancellations;
    }

    private synchronized boolean hasCancelled() {
        for (LateAnswer<?, ?> answer : waiting) {
            if (answer.cancelled()) {
                return true;
            }
        }
        return false;
    }

    /** Gives up what nobody waits for any more. The service does so itself before each read and write, whatever thread serves it. */
    public synchronized void giveUpCancelled() {
        for (LateAnswer<?, ?> answer : List.copyOf(waiting)) {
            if (answer.cancelled()) {
                waiting.remove(answer);
                answer.giveUp();
            }
        }
    }

    /** Gives up what an endpoint waits for, which has ended. */
    void giveUp(Object endpoint) {
        for (LateAnswer<?, ?> answer : List.copyOf(waiting)) {
            if (answer.endpoint == endpoint) {
                answer.giveUp();
            }
        }
    }

    /** Runs something that changes or answers the tree, in turn with its clients' calls. Any thread may call this. */
    public synchronized void run(Runnable action) {
        action.run();
    }

    /** Starts an operation, and waits for its answer. The monitor is held. */
    <T> T now(Operation<T> operation) throws FileException {
        Answer<T> answer = new Answer<>(this);
        start(operation, answer);
        return answer.await();
    }

    /** Starts an operation; what it throws is its answer. */
    <T> void start(Operation<T> operation, Answer<T> answer) {
        try {
            operation.start(answer);
        } catch (StyxException refused) {
            answer.error(refused);
        } catch (RuntimeException fault) {
            tree.failed(fault);
            if (!answer.answered()) {
                answer.error(new StyxException(Errno.EIO));
            }
        }
    }

    /** What the fids of one {@code attach} share. Guarded by the service's monitor. */
    static final class Attachment {
        final FileService service;
        final User user;
        final obol.styx.Qid root;
        private final boolean writable;
        private final Map<Long, NodeFid> keys = new HashMap<>();
        private long lastKey;

        Attachment(FileService service, User user, obol.styx.Qid root, boolean writable) {
            this.service = service;
            this.user = user;
            this.root = root;
            this.writable = writable;
        }

        /** Before anything is changed. */
        void requireWritable() throws FileException {
            if (!writable) {
                throw new FileException(Errno.EROFS.text());
            }
        }

        boolean isRoot(Node node) {
            return node.qid().path() == root.path();
        }

        long name(NodeFid fid) {
            keys.put(++lastKey, fid);
            return lastKey;
        }

        NodeFid find(long key) throws FileException {
            NodeFid fid = keys.get(key);
            if (fid == null) {
                throw new FileException(Errno.EXDEV.text());
            }
            return fid;
        }

        void forget(long key) {
            keys.remove(key);
        }
    }
}
