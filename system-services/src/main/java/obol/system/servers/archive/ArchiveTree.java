package obol.system.servers.archive;

import obol.styx.Errno;
import obol.styx.StyxException;
import obol.styx.server.FileServer;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.Space;
import obol.styx.server.User;

/** The tree of an archive's files. Owns the archive: it is closed when the last fid and open file is gone. */
public final class ArchiveTree implements FileServer {
    /** Kinds of archives. */
    public enum Format {
        /** POSIX's ustar and pax, GNU's long names, and the older form without a magic number. */
        TAR(TarFormat::read),
        /** PKWARE's, with members that are stored or deflated. */
        ZIP(ZipFormat::read);

        private final TableOfContents table;

        Format(TableOfContents table) {
            this.table = table;
        }
    }

    /** Reads what there is in an archive. */
    @FunctionalInterface
    private interface TableOfContents {
        void read(Source source, Members into) throws StyxException;
    }

    private final Source source;
    private final ArchiveNode root;
    private int holders;

    /**
     * Reads the archive's table of contents.
     *
     * @param source is closed if this fails
     * @param modified nanoseconds since 1970, of directories of which the archive says nothing
     * @throws StyxException EIO, with what and where in the text, if it is damaged or no such archive
     */
    public ArchiveTree(Format format, Source source, long modified) throws StyxException {
        this.source = source;
        Members members = new Members(this, modified);
        try {
            format.table.read(source, members);
        } catch (StyxException damaged) {
            source.close();
            throw damaged;
        }
        this.root = members.root();
    }

    @Override
    public void attach(User user, String tree, OpenFile authentication, Reply<Node> reply) throws StyxException {
        if (!tree.isEmpty() && !tree.equals("/")) {
            throw new StyxException(Errno.ENOENT);
        }
        reply.ok(root.acquire());
    }

    void acquire() {
        holders++;
    }

    void release() {
        if (--holders == 0) {
            source.close();
        }
    }

    Space space() {
        return new Space(512, (source.length() + 511) / 512, 0, 0, 0);
    }
}
