package obol.system.bridge;

import java.util.List;
import obol.styx.AttributeChange;
import obol.styx.Attributes;
import obol.styx.Errno;
import obol.styx.FileName;
import obol.styx.Message;
import obol.styx.Mode;
import obol.styx.StyxException;
import obol.styx.server.Created;
import obol.styx.server.Creation;
import obol.styx.server.Node;
import obol.system.files.Change;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Space;
import obol.system.files.Status;

/** A node of the tree as a fid. It makes the checks that a 9P session makes for its clients. */
final class NodeFid implements Fid {
    private final FileService.Attachment attachment;
    private final FileService service;
    /** null once closed. */
    private Node node;
    /** 0 until somebody asks. */
    private long key;

    NodeFid(FileService.Attachment attachment, Node node) {
        this.attachment = attachment;
        this.service = attachment.service;
        this.node = node;
    }

    private Node node() throws FileException {
        if (node == null) {
            throw new FileException(Errno.EBADF.text());
        }
        return node;
    }

    private Node directory() throws FileException {
        return requireDirectory(node());
    }

    private static Node requireDirectory(Node node) throws FileException {
        if (!node.qid().isDirectory()) {
            throw new FileException(Errno.ENOTDIR.text());
        }
        return node;
    }

    private static void check(String name) throws FileException {
        try {
            FileName.check(name);
        } catch (StyxException wrong) {
            throw new FileException(wrong.getMessage());
        }
    }

    @Override
    public Fid walk(List<String> names) throws FileException {
        synchronized (service) {
            Node start = node();
            Node at = start;
            try {
                for (String name : names) {
                    boolean up = name.equals("..");
                    requireDirectory(at);
                    if (up && attachment.isRoot(at)) {
                        continue;
                    }
                    if (!up) {
                        check(name);
                    }
                    Node from = at;
                    at = service.now(reply -> from.walk(attachment.user, name, reply));
                    if (from != start) {
                        from.release();
                    }
                }
                return new NodeFid(attachment, at == start ? service.<Node>now(start::duplicate) : at);
            } catch (FileException e) {
                if (at != start) {
                    at.release();
                }
                throw e;
            }
        }
    }

    @Override
    public Status status() throws FileException {
        synchronized (service) {
            return Conversions.status(service.<Attributes>now(node()::attributes));
        }
    }

    @Override
    public void change(Change change) throws FileException {
        synchronized (service) {
            change(attachment, node(), change);
        }
    }

    /** The service's monitor is held. */
    static void change(FileService.Attachment attachment, Node node, Change change) throws FileException {
        AttributeChange c = Conversions.change(change);
        if (c.mask != 0) {
            attachment.requireWritable();
        }
        if (c.has(AttributeChange.NAME)) {
            check(c.name);
            if (attachment.isRoot(node)) {
                throw new FileException("wstat prohibited");
            }
        }
        if (c.has(AttributeChange.LENGTH) && c.length < 0) {
            throw new FileException(Errno.EINVAL.text());
        }
        if (c.mask != 0) {
            attachment.service.<Void>now(reply -> node.change(attachment.user, c, reply));
        }
    }

    @Override
    public OpenFile open(OpenMode mode) throws FileException {
        synchronized (service) {
            Node opened = node();
            if ((opened.qid().type() & Mode.QTSYMLINK) != 0) {
                throw new FileException(Errno.ELOOP.text());
            }
            if (mode.writes() || mode.truncate() || mode.removeOnClose()) {
                attachment.requireWritable();
            }
            if (opened.qid().isDirectory() && (mode.writes() || mode.truncate())) {
                throw new FileException(Errno.EISDIR.text());
            }
            Node held = service.now(opened::duplicate);
            try {
                obol.styx.server.OpenFile file =
                        service.now(reply -> opened.open(attachment.user, Conversions.mode(mode), reply));
                return new SharedFile(attachment, held, file, mode).endpoint();
            } catch (FileException e) {
                held.release();
                throw e;
            }
        }
    }

    @Override
    public OpenFile create(String name, int permissions, boolean inherit, OpenMode mode) throws FileException {
        synchronized (service) {
            attachment.requireWritable();
            check(name);
            Node parent = directory();
            Creation what = Creation.file(name, permissions & ~Mode.KIND, inherit, Conversions.mode(mode), Message.NONUNAME);
            Created made = service.now(reply -> parent.create(attachment.user, what, reply));
            return new SharedFile(attachment, made.node(), made.file(), mode).endpoint();
        }
    }

    @Override
    public void make(String name, int permissions, boolean inherit, String target) throws FileException {
        synchronized (service) {
            attachment.requireWritable();
            check(name);
            int kind = permissions & Mode.KIND;
            if (kind != Mode.DMDIR && kind != Mode.DMSYMLINK) {
                throw new FileException(Errno.EINVAL.text());
            }
            if (kind == Mode.DMSYMLINK && target.isEmpty()) {
                throw new FileException(Errno.ENOENT.text());
            }
            Node parent = directory();
            Creation what = new Creation(name, permissions, inherit, null, Message.NONUNAME, target, false, 0, 0);
            Created made = service.now(reply -> parent.create(attachment.user, what, reply));
            made.node().release();
        }
    }

    @Override
    public void remove() throws FileException {
        synchronized (service) {
            attachment.requireWritable();
            Node removed = node();
            if (attachment.isRoot(removed)) {
                throw new FileException("cannot remove root");
            }
            service.<Void>now(reply -> removed.remove(attachment.user, reply));
        }
    }

    @Override
    public void unlink(String name, boolean directory) throws FileException {
        synchronized (service) {
            attachment.requireWritable();
            check(name);
            Node parent = directory();
            service.<Void>now(reply -> parent.unlink(attachment.user, name, directory, reply));
        }
    }

    @Override
    public long key() {
        synchronized (service) {
            if (key == 0 && node != null) {
                key = attachment.name(this);
            }
            return key;
        }
    }

    @Override
    public void rename(String name, long directory, String newName) throws FileException {
        synchronized (service) {
            attachment.requireWritable();
            check(name);
            check(newName);
            Node from = directory();
            Node to = attachment.find(directory).directory();
            service.<Void>now(reply -> from.rename(attachment.user, name, to, newName, reply));
        }
    }

    @Override
    public void link(String name, long file) throws FileException {
        synchronized (service) {
            attachment.requireWritable();
            check(name);
            Node parent = directory();
            Node target = attachment.find(file).node();
            service.<Void>now(reply -> parent.link(attachment.user, target, name, reply));
        }
    }

    @Override
    public Space space() throws FileException {
        synchronized (service) {
            obol.styx.server.Space s = service.now(node()::space);
            return new Space(s.blocks() * s.blockSize(), s.free() * s.blockSize(), s.files());
        }
    }

    @Override
    public void close() {
        synchronized (service) {
            if (node != null) {
                Node released = node;
                node = null;
                attachment.forget(key);
                released.release();
            }
        }
    }
}
