package obol.system.bridge;

import java.util.List;
import obol.system.files.Change;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Space;
import obol.system.files.Status;

/** A fid that is made when it is first used. For the one thread of its door. */
public final class LazyFid implements Fid {
    /** Makes the fid, and may wait for that. */
    @FunctionalInterface
    public interface Maker {
        Fid make() throws FileException;

        /** It will not be made any more. */
        default void abandon() {
        }
    }

    /** The fid, once it is made. */
    private static final class Made {
        private final Fid fid;

        Made(Fid fid) {
            this.fid = fid;
        }
    }

    private final Maker maker;
    private Made made;

    public LazyFid(Maker maker) {
        this.maker = maker;
    }

    private Made made() throws FileException {
        if (made == null) {
            made = new Made(maker.make());
        }
        return made;
    }

    @Override
    public Fid walk(List<String> names) throws FileException {
        return made().fid.walk(names);
    }

    @Override
    public Status status() throws FileException {
        return made().fid.status();
    }

    @Override
    public void change(Change change) throws FileException {
        made().fid.change(change);
    }

    @Override
    public OpenFile open(OpenMode mode) throws FileException {
        return made().fid.open(mode);
    }

    @Override
    public OpenFile create(String name, int permissions, boolean inherit, OpenMode mode) throws FileException {
        return made().fid.create(name, permissions, inherit, mode);
    }

    @Override
    public void make(String name, int permissions, boolean inherit, String target) throws FileException {
        made().fid.make(name, permissions, inherit, target);
    }

    @Override
    public void remove() throws FileException {
        made().fid.remove();
    }

    @Override
    public void unlink(String name, boolean directory) throws FileException {
        made().fid.unlink(name, directory);
    }

    /** 0, the key of nothing, if the fid can't be made: the call that uses it says why. */
    @Override
    public long key() {
        try {
            return made().fid.key();
        } catch (FileException unusable) {
            return 0;
        }
    }

    @Override
    public void rename(String name, long directory, String newName) throws FileException {
        made().fid.rename(name, directory, newName);
    }

    @Override
    public void link(String name, long file) throws FileException {
        made().fid.link(name, file);
    }

    @Override
    public Space space() throws FileException {
        return made().fid.space();
    }

    @Override
    public void close() {
        if (made != null) {
            made.fid.close();
        } else {
            maker.abandon();
        }
    }
}
