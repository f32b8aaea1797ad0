package obol.styx.ram;

import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.User;

/** A name for code. Its length is 0, as nobody knows it before it is opened. */
final class SyntheticInode extends Inode {
    private final Synthetic code;

    SyntheticInode(RamTree tree, int mode, Synthetic code) {
        super(tree, mode & 0777);
        this.code = code;
    }

    /** A shell truncates before it writes: {@code echo x >ctl}. */
    @Override
    void checkLength(long length) {
    }

    @Override
    OpenFile open(User user, OpenMode how) throws StyxException {
        accessed = tree.now();
        return code.open(user, how);
    }
}
