package obol.styx.server;

import obol.styx.OpenMode;
import obol.styx.Qid;

/**
 * A client's handle for a file. Owned by one {@link Session}. A fid that is being made by a walk
 * or attach under way has no node yet: its number is taken, and nothing else can be done with it.
 */
final class Fid {
    final int number;
    /** null while it is being made, and for an authentication file or an extended attribute. */
    Node node;
    /** Where its user attached; ".." ends there. */
    Qid root;
    User user;
    /** Of an authentication: the tree it is for. */
    String tree;
    /** null unless it is open. */
    OpenFile file;
    OpenMode mode;
    /** Between the beginning and the end of an open or create. */
    boolean opening;
    /** Not null if the fid is an extended attribute. */
    ExtendedAttribute attribute;

    /** Where the next read of a directory in 9P2000 and .u has to begin, and the position behind which it goes on. */
    long directoryOffset;
    long directoryPosition;

    /** Requests under way on it. */
    int uses;
    /** Out of the table; let go of as soon as there are no uses. */
    boolean clunked;

    Fid(int number) {
        this.number = number;
    }

    boolean isOpen() {
        return file != null;
    }

    /** Gives up what it holds. The caller knows that nothing is under way. */
    void dispose() {
        if (file != null) {
            OpenFile f = file;
            file = null;
            f.close();
        }
        if (node != null) {
            Node n = node;
            node = null;
            n.release();
        }
    }

    /** The value of an attribute being read (all there), or being written (filled until the clunk). */
    static final class ExtendedAttribute {
        final String name;
        final byte[] value;
        /** Of Txattrcreate; -1 for one that is read. */
        final int flags;
        int filled;

        ExtendedAttribute(String name, byte[] value, int flags) {
            this.name = name;
            this.value = value;
            this.flags = flags;
        }
    }
}
