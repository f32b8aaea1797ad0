package obol.system.servers.remote;

import java.util.List;
import obol.system.files.Change;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Space;
import obol.system.files.Status;

/** A fid that is made when it is first used. For the one thread of its door. */
final class LazyFid implements Fid {
    /** Makes the fid, and may wait for that. */
    @FunctionalInterface
    interface Maker {
        Fid make() throws FileException;
    }

    private final Maker maker;
    private Fid fid;

    LazyFid(Maker maker) {
        this.maker = maker;
    }

    private Fid fid() throws FileException {
        if (fid == null) {
            fid = maker.make();
        }
        return fid;
    }

    @Override
    public Fid walk(List<String> names) throws FileException {
        return fid().walk(names);
    }

    @Override
    public Status status() throws FileException {
        return fid().status();
    }

    @Override
    public void change(Change change) throws FileException {
        fid().change(change);
    }

    @Override
    public OpenFile open(OpenMode mode) throws FileException {
        return fid().open(mode);
    }

    @Override
    public OpenFile create(String name, int permissions, boolean inherit, OpenMode mode) throws FileException {
        return fid().create(name, permissions, inherit, mode);
    }

    @Override
    public void make(String name, int permissions, boolean inherit, String target) throws FileException {
        fid().make(name, permissions, inherit, target);
    }

    @Override
    public void remove() throws FileException {
        fid().remove();
    }

    @Override
    public void unlink(String name, boolean directory) throws FileException {
        fid().unlink(name, directory);
    }

    /** 0, the key of nothing, if the fid can't be made: the call that uses it says why. */
    @Override
    public long key() {
        try {
            return fid().key();
        } catch (FileException unusable) {
            return 0;
        }
    }

    @Override
    public void rename(String name, long directory, String newName) throws FileException {
        fid().rename(name, directory, newName);
    }

    @Override
    public void link(String name, long file) throws FileException {
        fid().link(name, file);
    }

    @Override
    public Space space() throws FileException {
        return fid().space();
    }

    @Override
    public void close() {
        if (fid != null) {
            fid.close();
        }
    }
}
