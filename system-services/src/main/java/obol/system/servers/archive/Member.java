package obol.system.servers.archive;

import obol.styx.Mode;

/** What an archive says of one file. A plain struct, which the reader of a format fills in. */
final class Member {
    /** As it stands in the archive. */
    String path = "";
    /** DM bits; with {@link Mode#DMDIR} or {@link Mode#DMSYMLINK}. */
    int mode = 0644;
    /** Nanoseconds since 1970. */
    long modified;
    String owner = "", group = "";
    int uid, gid;
    /** Where a symbolic link leads; else "". */
    String target = "";
    /** Of a plain file. */
    Contents contents;

    boolean isDirectory() {
        return (mode & Mode.DMDIR) != 0;
    }

    boolean isLink() {
        return (mode & Mode.DMSYMLINK) != 0;
    }
}
