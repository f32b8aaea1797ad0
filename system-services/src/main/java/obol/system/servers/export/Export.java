package obol.system.servers.export;

import java.util.HashMap;
import java.util.Map;
import obol.channels.ChannelException;
import obol.styx.Attributes;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.Qid;
import obol.styx.StyxException;
import obol.styx.Workspace;
import obol.styx.server.FileServer;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;
import obol.system.files.FileException;
import obol.system.files.Status;
import obol.system.files.Transfer;
import obol.system.namespace.Namespace;
import obol.system.namespace.PathName;

/** A namespace as a tree of the 9P library, for one session. The namespace may be that of other sessions too. */
final class Export implements FileServer {
    /** Linux's usual number for who has none. */
    private static final int NOBODY = 65534;
    /** Numbers of files are the device's above those that its server gave, where these fit. */
    private static final int PATH_BITS = 48;

    final Namespace namespace;
    final Outstanding outstanding;
    final FileLocks locks;
    final Capacity capacity;
    /** What a read gives that came in a block. */
    final Workspace copied;
    private final LargeNumbers large;

    Export(Namespace namespace, FileLocks locks, Capacity capacity, Outstanding outstanding) {
        this.namespace = namespace;
        this.locks = locks;
        this.capacity = capacity;
        this.outstanding = outstanding;
        this.copied = new Workspace();
        this.large = new LargeNumbers();
    }

    /** A part of another export's namespace, in the same session. */
    private Export(Export of, Namespace part) {
        namespace = part;
        locks = of.locks;
        capacity = of.capacity;
        outstanding = of.outstanding;
        copied = of.copied;
        large = of.large;
    }

    /** @param tree path of the directory that is this client's root; "" for the namespace's */
    @Override
    public void attach(User user, String tree, OpenFile authentication, Reply<Node> reply) throws StyxException {
        Namespace part = tree.isEmpty() ? namespace : call(() -> namespace.subtree(PathName.canonical("/" + tree)));
        Export export = part == namespace ? this : new Export(this, part);
        reply.ok(call(() -> ExportNode.of(export, user, part.place("/", false))));
    }

    @Override
    public void failed(RuntimeException fault) {
        fault.printStackTrace();
    }

    // ---- between the two worlds ----

    /** Something done with files of the namespace. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws FileException;
    }

    static <T> T call(Action<T> action) throws StyxException {
        try {
            return action.run();
        } catch (FileException refused) {
            throw error(refused);
        } catch (ChannelException fault) {
            throw error(Transfer.failure(fault));
        } catch (OutOfMemoryError full) {
            throw new StyxException(Errno.ENOMEM);
        }
    }

    static StyxException error(FileException e) {
        return new StyxException(Errno.of(e.getMessage()), e.getMessage());
    }

    /** A number for a file that no other file of this session's has, on whatever server it is. */
    Qid qid(int device, Status status) {
        long path = status.path();
        int type = Mode.qidType(status.mode());
        if (path >>> PATH_BITS == 0) {
            return new Qid(type, status.version(), (long) device << PATH_BITS | path);
        }
        return new Qid(type, status.version(), 1L << 63 | large.of(device, path));
    }

    /** Numbers in place of those that are too large, for a session. */
    private static final class LargeNumbers {
        private final Map<Long, Map<Long, Long>> numbers = new HashMap<>();
        private long last;

        long of(int device, long path) {
            return numbers.computeIfAbsent((long) device, d -> new HashMap<>()).computeIfAbsent(path, p -> ++last);
        }
    }

    Attributes attributes(User user, int device, Status s) {
        Attributes a = new Attributes();
        a.qid = qid(device, s);
        a.name = s.name();
        a.mode = s.mode();
        a.length = s.length();
        a.accessed = s.accessed();
        a.modified = s.modified();
        a.changed = s.changed();
        a.created = s.created();
        a.owner = s.owner();
        a.group = s.group();
        a.modifier = s.modifier();
        a.uid = number(user, s.owner());
        a.gid = number(user, s.group());
        a.muid = number(user, s.modifier());
        a.links = s.links();
        a.target = s.target();
        return a;
    }

    /** The namespace's own user has the number of who attached: what is the one's is the other's. */
    private int number(User user, String name) {
        if (name.equals(namespace.user()) && user.hasNumber()) {
            return user.number();
        }
        if (name.equals("root")) {
            return 0;
        }
        try {
            return Integer.parseUnsignedInt(name);
        } catch (NumberFormatException named) {
            return NOBODY;
        }
    }

    String name(User user, int number) {
        if (user.hasNumber() && user.number() == number) {
            return namespace.user();
        }
        return number == 0 ? "root" : Integer.toUnsignedString(number);
    }
}
