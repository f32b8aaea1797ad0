package obol.styx.ram;

import java.nio.charset.StandardCharsets;
import obol.styx.Attributes;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;

/** A symbolic link, a device, a named pipe or a socket: kept for clients, who know what they mean. */
final class Special extends Inode {
    final String target;
    private final boolean block;
    private final int major;
    private final int minor;

    Special(RamTree tree, int mode, String target, boolean block, int major, int minor) {
        super(tree, mode);
        this.target = target;
        this.block = block;
        this.major = major;
        this.minor = minor;
    }

    boolean isLink() {
        return (mode & Mode.DMSYMLINK) != 0;
    }

    @Override
    void describe(Attributes a) {
        a.target = target;
        a.block = block;
        a.major = major;
        a.minor = minor;
        a.length = bytes().length;
    }

    private byte[] bytes() {
        return target.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    void free() {
        tree.refund(target.length());
    }

    /** 9P2000 has no links: its clients read where it leads as the file's contents. */
    @Override
    OpenFile open(User user, OpenMode how) throws StyxException {
        if (!isLink() || how.writes()) {
            throw new StyxException(Errno.EPERM, "no access to special file");
        }
        hold();
        return new OpenFile() {
            @Override
            public void read(long offset, int count, Reply<Slice> reply) {
                byte[] b = bytes();
                reply.ok(offset >= b.length ? Slice.EMPTY : Slice.of(b).part((int) offset, count));
            }

            @Override
            public void close() {
                letGo();
            }
        };
    }
}
