package obol.system.servers.remote;

import java.util.ArrayList;
import java.util.List;
import obol.styx.AttributeChange;
import obol.styx.Attributes;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Qid;
import obol.styx.Stat;
import obol.styx.StyxException;
import obol.styx.server.Created;
import obol.styx.server.Creation;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.Space;
import obol.styx.server.User;

/** A file of the server: one fid there, never opened. */
final class RemoteNode implements Node {
    private static final long SECOND = 1_000_000_000L;

    private final RemoteTree tree;
    private final int fid;
    private final Qid qid;
    /** Names from the root by which it was reached. */
    private List<String> path;

    RemoteNode(RemoteTree tree, int fid, Qid qid, List<String> path) {
        this.tree = tree;
        this.fid = fid;
        this.qid = qid;
        this.path = path;
    }

    private static List<String> child(List<String> path, String name) {
        List<String> names = new ArrayList<>(path);
        if (!name.equals("..")) {
            names.add(name);
        } else if (!names.isEmpty()) {
            names.remove(names.size() - 1);
        }
        return names;
    }

    private String name() {
        return path.isEmpty() ? "/" : path.get(path.size() - 1);
    }

    private Message request(MessageType type) {
        return tree.request(type).set(Field.FID, fid);
    }

    private static void refuse() throws StyxException {
        throw new StyxException(Errno.EOPNOTSUPP);
    }

    @Override
    public Qid qid() {
        return qid;
    }

    @Override
    public void release() {
        tree.clunk(fid);
    }

    @Override
    public void duplicate(Reply<Node> reply) {
        tree.walk(fid, List.of(), reply, to -> reply.ok(new RemoteNode(tree, to.fid(), qid, path)));
    }

    @Override
    public void walk(User user, String name, Reply<Node> reply) {
        tree.walk(fid, List.of(name), reply, to -> reply.ok(new RemoteNode(tree, to.fid(), to.qid(), child(path, name))));
    }

    // ---- attributes ----

    @Override
    public void attributes(Reply<Attributes> reply) {
        if (!tree.linux()) {
            tree.send(request(MessageType.TSTAT), reply, answer -> reply.ok(Attributes.of(answer.stat())));
            return;
        }
        tree.send(request(MessageType.TGETATTR).set(Field.REQUEST_MASK, Mode.GETATTR_BASIC | Mode.GETATTR_BTIME), reply, answer -> {
            Attributes a = Attributes.of(answer);
            a.name = name();
            a.owner = owner(a.uid);
            a.group = owner(a.gid);
            a.modifier = a.owner;
            if ((a.mode & Mode.DMDIR) != 0) {
                a.length = 0; // stat(5); what a host's directory takes of its disk is nothing to go by
            }
            if ((a.mode & Mode.DMSYMLINK) == 0) {
                reply.ok(a);
                return;
            }
            tree.send(request(MessageType.TREADLINK), reply, link -> {
                a.target = link.text(Field.TARGET);
                reply.ok(a);
            });
        });
    }

    private static String owner(int number) {
        return number == 0 ? "root" : Integer.toUnsignedString(number);
    }

    private static int number(String owner) throws StyxException {
        try {
            return owner.equals("root") ? 0 : Integer.parseUnsignedInt(owner);
        } catch (NumberFormatException named) {
            throw new StyxException(Errno.EINVAL, "unknown user");
        }
    }

    @Override
    public void change(User user, AttributeChange c, Reply<Void> reply) throws StyxException {
        if (!tree.linux()) {
            tree.send(request(MessageType.TWSTAT).set(Field.STAT, stat(c)), reply, answer -> {
                renamed(c);
                reply.ok(null);
            });
            return;
        }
        if (c.has(AttributeChange.MODE) && !c.linuxMode) {
            requireKept(c.mode);
        }
        int mask = (c.has(AttributeChange.MODE) ? Mode.SETATTR_MODE : 0)
                | (c.has(AttributeChange.OWNER) ? Mode.SETATTR_UID : 0)
                | (c.has(AttributeChange.GROUP) ? Mode.SETATTR_GID : 0)
                | (c.has(AttributeChange.LENGTH) ? Mode.SETATTR_SIZE : 0)
                | (c.has(AttributeChange.ACCESSED | AttributeChange.ACCESSED_NOW) ? Mode.SETATTR_ATIME : 0)
                | (c.has(AttributeChange.ACCESSED) ? Mode.SETATTR_ATIME_SET : 0)
                | (c.has(AttributeChange.MODIFIED | AttributeChange.MODIFIED_NOW) ? Mode.SETATTR_MTIME : 0)
                | (c.has(AttributeChange.MODIFIED) ? Mode.SETATTR_MTIME_SET : 0);
        if (mask == 0) {
            rename(c, reply);
            return;
        }
        Message set = request(MessageType.TSETATTR).set(Field.SET_MASK, mask)
                .set(Field.MODE, Mode.toLinux(c.mode, false) & 07777).set(Field.SIZE, c.length)
                .set(Field.UID, c.has(AttributeChange.OWNER) ? number(c.owner) : 0)
                .set(Field.GID, c.has(AttributeChange.GROUP) ? number(c.group) : 0)
                .set(Field.ATIME_SEC, Math.floorDiv(c.accessed, SECOND)).set(Field.ATIME_NSEC, Math.floorMod(c.accessed, SECOND))
                .set(Field.MTIME_SEC, Math.floorDiv(c.modified, SECOND)).set(Field.MTIME_NSEC, Math.floorMod(c.modified, SECOND));
        tree.send(set, reply, answer -> rename(c, reply));
    }

    /** A server of Linux's files has no append-only and no exclusive ones: one made as another kind would lose data silently. */
    private static void requireKept(int mode) throws StyxException {
        if ((mode & (Mode.DMAPPEND | Mode.DMEXCL)) != 0) {
            throw new StyxException(Errno.EPERM);
        }
    }

    private Stat stat(AttributeChange c) {
        int now = (int) (System.currentTimeMillis() / 1000);
        Stat u = Stat.UNCHANGED;
        int mode = c.has(AttributeChange.MODE) ? c.mode & ~Mode.DMDIR | (qid.isDirectory() ? Mode.DMDIR : 0) : u.mode();
        int accessed = c.has(AttributeChange.ACCESSED_NOW) ? now
                : c.has(AttributeChange.ACCESSED) ? (int) Attributes.seconds(c.accessed) : u.atime();
        int modified = c.has(AttributeChange.MODIFIED_NOW) ? now
                : c.has(AttributeChange.MODIFIED) ? (int) Attributes.seconds(c.modified) : u.mtime();
        return new Stat(u.type(), u.dev(), u.qid(), mode, accessed, modified, c.has(AttributeChange.LENGTH) ? c.length : u.length(),
                c.has(AttributeChange.NAME) ? c.name : "", c.has(AttributeChange.OWNER) ? c.owner : "",
                c.has(AttributeChange.GROUP) ? c.group : "", "", "", u.nUid(), u.nGid(), u.nMuid());
    }

    private void renamed(AttributeChange c) {
        if (c.has(AttributeChange.NAME)) {
            path = child(child(path, ".."), c.name);
        }
    }

    /** The last part of a change in 9P2000.L, whose Trename replaces what has the name: where that is not wanted it is looked for. */
    private void rename(AttributeChange c, Reply<Void> reply) {
        if (!c.has(AttributeChange.NAME) || c.name.equals(name())) {
            reply.ok(null);
            return;
        }
        tree.walk(tree.root().fid, child(path, ".."), reply, directory -> {
            Message rename = request(MessageType.TRENAME).set(Field.DFID, directory.fid()).set(Field.NAME, c.name);
            RemoteTree.Step<Message> done = answer -> {
                tree.clunk(directory.fid());
                renamed(c);
                reply.ok(null);
            };
            RemoteTree.Step<StyxException> failed = error -> tree.clunk(directory.fid());
            if (c.replace) {
                tree.send(rename, reply, done, failed);
                return;
            }
            int to = tree.newFid();
            tree.ask(tree.request(MessageType.TWALK).set(Field.FID, directory.fid()).set(Field.NEWFID, to).names(List.of(c.name)), reply,
                    there -> {
                        tree.clunk(to);
                        tree.clunk(directory.fid());
                        throw new StyxException(Errno.EEXIST);
                    }, free -> {
                        tree.forget(to);
                        tree.send(rename, reply, done, failed);
                    });
        });
    }

    // ---- opening and making ----

    @Override
    public void open(User user, OpenMode mode, Reply<OpenFile> reply) {
        tree.walk(fid, List.of(), reply, to -> open(to.fid(), mode, reply));
    }

    /** Opens a fid that nobody has yet. */
    private void open(int to, OpenMode mode, Reply<OpenFile> reply) {
        tree.send(opening(to, mode), reply, answer -> reply.ok(new RemoteOpenFile(tree, to)), error -> tree.clunk(to));
    }

    private Message opening(int to, OpenMode mode) {
        // the bridge itself sees to removal when the file is closed
        OpenMode m = new OpenMode(mode.access(), mode.truncate(), mode.append() && tree.dialect() != Dialect.P2000, false,
                mode.exclusive(), mode.directory());
        return tree.linux() ? tree.request(MessageType.TLOPEN).set(Field.FID, to).set(Field.FLAGS, m.toLinux())
                : tree.request(MessageType.TOPEN).set(Field.FID, to).set(Field.OMODE, m.toPlan9());
    }

    @Override
    public void create(User user, Creation what, Reply<Created> reply) throws StyxException {
        int kind = what.mode() & Mode.KIND;
        String name = what.name();
        Message make;
        if (tree.linux()) {
            requireKept(what.mode());
        }
        if (kind == 0) {
            createFile(what, reply);
            return;
        } else if (tree.linux() && kind == Mode.DMDIR) {
            make = tree.request(MessageType.TMKDIR).set(Field.DFID, fid).set(Field.NAME, name).set(Field.MODE, what.mode() & 07777)
                    .set(Field.GID, Message.NONUNAME);
        } else if (tree.linux() && kind == Mode.DMSYMLINK) {
            make = request(MessageType.TSYMLINK).set(Field.NAME, name).set(Field.SYMTGT, what.target()).set(Field.GID, Message.NONUNAME);
        } else if (kind == Mode.DMDIR || kind == Mode.DMSYMLINK && tree.dialect() == Dialect.U) {
            makeByCreate(what, reply);
            return;
        } else {
            throw new StyxException(Errno.EPERM);
        }
        tree.send(make, reply, answer -> made(name, null, reply));
    }

    /** Answers with the new file; {@code open} is its file, already open, or null. */
    private void made(String name, OpenFile open, Reply<Created> reply) {
        tree.walk(fid, List.of(name), reply,
                to -> reply.ok(new Created(new RemoteNode(tree, to.fid(), to.qid(), child(path, name)), open)));
    }

    private void makeByCreate(Creation what, Reply<Created> reply) {
        tree.walk(fid, List.of(), reply, to -> tree.send(tree.request(MessageType.TCREATE).set(Field.FID, to.fid())
                .set(Field.NAME, what.name()).set(Field.PERM, what.mode()).set(Field.OMODE, Mode.OREAD)
                .set(Field.EXTENSION, what.target()), reply, answer -> {
                    tree.clunk(to.fid());
                    made(what.name(), null, reply);
                }, error -> tree.clunk(to.fid())));
    }

    private void createFile(Creation what, Reply<Created> reply) {
        OpenMode mode = what.open();
        tree.walk(fid, List.of(), reply, to -> {
            Message create = tree.linux()
                    ? tree.request(MessageType.TLCREATE).set(Field.FID, to.fid()).set(Field.NAME, what.name())
                            .set(Field.FLAGS, mode.toLinux() | Mode.O_CREAT).set(Field.MODE, what.mode() & 07777)
                            .set(Field.GID, Message.NONUNAME)
                    : tree.request(MessageType.TCREATE).set(Field.FID, to.fid()).set(Field.NAME, what.name())
                            .set(Field.PERM, what.mode()).set(Field.OMODE, new OpenMode(mode.access(), mode.truncate(), false, false,
                                    false, false).toPlan9());
            tree.ask(create, reply, answer -> made(what.name(), new RemoteOpenFile(tree, to.fid()), reply), error -> {
                tree.clunk(to.fid());
                if (mode.exclusive() || error.errno() != Errno.EEXIST) {
                    throw error;
                }
                openExisting(what.name(), mode, reply);
            });
        });
    }

    /** Tcreate of 9P2000 and .u refuses a name that exists. */
    private void openExisting(String name, OpenMode mode, Reply<Created> reply) {
        tree.walk(fid, List.of(name), reply, to -> {
            if (to.qid().isDirectory()) {
                tree.clunk(to.fid());
                throw new StyxException(Errno.EISDIR);
            }
            tree.send(opening(to.fid(), mode), reply, answer -> made(name, new RemoteOpenFile(tree, to.fid()), reply),
                    error -> tree.clunk(to.fid()));
        });
    }

    @Override
    public void link(User user, Node file, String name, Reply<Void> reply) throws StyxException {
        if (!tree.linux()) {
            refuse();
        }
        tree.send(tree.request(MessageType.TLINK).set(Field.DFID, fid).set(Field.FID, ((RemoteNode) file).fid).set(Field.NAME, name), reply,
                answer -> reply.ok(null));
    }

    // ---- removing and renaming ----

    @Override
    public void remove(User user, Reply<Void> reply) {
        tree.walk(fid, List.of(), reply, to -> remove(to.fid(), reply));
    }

    /** Tremove gives the fid back, whether or not it succeeds. */
    private void remove(int victim, Reply<Void> reply) {
        tree.send(tree.request(MessageType.TREMOVE).set(Field.FID, victim), reply, answer -> {
            tree.forget(victim);
            reply.ok(null);
        }, error -> tree.forget(victim));
    }

    @Override
    public void unlink(User user, String name, boolean directory, Reply<Void> reply) {
        if (tree.linux()) {
            tree.ask(tree.request(MessageType.TUNLINKAT).set(Field.DFID, fid).set(Field.NAME, name)
                    .set(Field.FLAGS, directory ? Mode.AT_REMOVEDIR : 0), reply, answer -> reply.ok(null), error -> {
                        requireUnknown(error);
                        unlinkByRemove(name, directory, reply);
                    });
        } else {
            unlinkByRemove(name, directory, reply);
        }
    }

    /** Older servers of 9P2000.L, diod 1.0 among them, know the first form of a request only. */
    private static void requireUnknown(StyxException error) throws StyxException {
        if (error.errno() != Errno.EOPNOTSUPP) {
            throw error;
        }
    }

    private void unlinkByRemove(String name, boolean directory, Reply<Void> reply) {
        tree.walk(fid, List.of(name), reply, to -> {
            if (to.qid().isDirectory() != directory) {
                tree.clunk(to.fid());
                throw new StyxException(directory ? Errno.ENOTDIR : Errno.EISDIR);
            }
            remove(to.fid(), reply);
        });
    }

    @Override
    public void rename(User user, String name, Node newDirectory, String newName, Reply<Void> reply) throws StyxException {
        RemoteNode to = (RemoteNode) newDirectory;
        if (tree.linux()) {
            tree.ask(tree.request(MessageType.TRENAMEAT).set(Field.OLDDIRFID, fid).set(Field.OLDNAME, name)
                    .set(Field.NEWDIRFID, to.fid).set(Field.NEWNAME, newName), reply, answer -> reply.ok(null), error -> {
                        requireUnknown(error);
                        tree.walk(fid, List.of(name), reply, file -> tree.send(renaming(file.fid(), to, newName), reply, answer -> {
                            tree.clunk(file.fid());
                            reply.ok(null);
                        }, refused -> tree.clunk(file.fid())));
                    });
            return;
        }
        if (to.qid.path() != qid.path()) {
            throw new StyxException(Errno.EXDEV);
        }
        tree.walk(fid, List.of(name), reply, file -> tree.send(tree.request(MessageType.TWSTAT).set(Field.FID, file.fid())
                .set(Field.STAT, Stat.UNCHANGED.withName(newName)), reply, answer -> {
                    tree.clunk(file.fid());
                    reply.ok(null);
                }, error -> tree.clunk(file.fid())));
    }

    private Message renaming(int file, RemoteNode to, String newName) {
        return tree.request(MessageType.TRENAME).set(Field.FID, file).set(Field.DFID, to.fid).set(Field.NAME, newName);
    }

    @Override
    public void move(User user, Node newDirectory, String newName, Reply<Void> reply) throws StyxException {
        if (!tree.linux()) {
            refuse();
        }
        RemoteNode to = (RemoteNode) newDirectory;
        tree.send(renaming(fid, to, newName), reply, answer -> {
            path = child(to.path, newName);
            reply.ok(null);
        });
    }

    @Override
    public void space(Reply<Space> reply) throws StyxException {
        if (!tree.linux()) {
            throw new StyxException(Errno.ENOSYS);
        }
        tree.send(request(MessageType.TSTATFS), reply, s -> reply.ok(new Space(s.integer(Field.BSIZE), s.number(Field.BLOCKS),
                s.number(Field.BAVAIL), s.number(Field.FILES), s.number(Field.FFREE))));
    }
}
