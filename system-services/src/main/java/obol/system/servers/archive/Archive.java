package obol.system.servers.archive;

import obol.channels.Loopback;
import obol.channels.Server;
import obol.channels.Wait;
import obol.styx.StyxException;
import obol.system.bridge.FileService;
import obol.system.bridge.LazyFid;
import obol.system.files.Archives;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.servers.archive.ArchiveTree.Format;

/** The program that serves {@code tar} and {@code zip}. */
public final class Archive implements Archives {
    private final Format format;

    Archive(Format format) {
        this.format = format;
    }

    public static void main(String[] arguments) {
        try (Server tar = Server.open(Archives.class, "tar", new Archive(Format.TAR));
                Server zip = Server.open(Archives.class, "zip", new Archive(Format.ZIP))) {
            while (tar.isOpen() && zip.isOpen()) {
                if (Wait.any(tar, zip) == 0) {
                    tar.serve();
                } else {
                    zip.serve();
                }
            }
        }
    }

    @Override
    public Fid attach(String user, OpenFile archive) {
        // a door of its own, so that one archive's slowness is not another's
        return Loopback.of(Fid.class, new LazyFid(new Unread(format, user, new OpenedSource(archive))));
    }

    /** An archive that has not been looked into yet. */
    private record Unread(Format format, String user, OpenedSource source) implements LazyFid.Maker {
        @Override
        public Fid make() throws FileException {
            try {
                return new FileService(new ArchiveTree(format, source, source.look().modified())).attach(user, "");
            } catch (StyxException damaged) {
                throw new FileException(damaged.getMessage());
            }
        }

        @Override
        public void abandon() {
            source.close();
        }
    }
}
