package obol.system.namespace;

import java.util.List;
import obol.system.files.Change;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Space;
import obol.system.files.Status;

/** A file that was found: where, and its fid, which it owns. For whoever found it to close. */
public final class Place implements Fid {
    private final String path;
    private final int device;
    private final boolean permanent;
    private final Fid fid;

    /**
     * @param path canonical, without symbolic links but perhaps the last name
     * @param device a number for its server and tree, from 1: two files of this namespace are the same exactly if device and
     *        {@code Status.path} are
     */
    public Place(String path, int device, Fid fid) {
        this(path, device, false, fid);
    }

    /** The same. @param permanent whether it was found through a permanent mount */
    Place(String path, int device, boolean permanent, Fid fid) {
        this.path = path;
        this.device = device;
        this.permanent = permanent;
        this.fid = fid;
    }

    /** See the constructor, as for {@link #device}. */
    public String path() {
        return path;
    }

    public int device() {
        return device;
    }

    boolean isPermanent() {
        return permanent;
    }

    @Override
    public Fid walk(List<String> names) throws FileException {
        return fid.walk(names);
    }

    @Override
    public Status status() throws FileException {
        return fid.status();
    }

    @Override
    public void change(Change change) throws FileException {
        fid.change(change);
    }

    @Override
    public OpenFile open(OpenMode mode) throws FileException {
        return fid.open(mode);
    }

    @Override
    public OpenFile create(String name, int permissions, boolean inherit, OpenMode mode) throws FileException {
        return fid.create(name, permissions, inherit, mode);
    }

    @Override
    public void make(String name, int permissions, boolean inherit, String target) throws FileException {
        fid.make(name, permissions, inherit, target);
    }

    @Override
    public void remove() throws FileException {
        fid.remove();
    }

    @Override
    public void unlink(String name, boolean directory) throws FileException {
        fid.unlink(name, directory);
    }

    @Override
    public long key() {
        return fid.key();
    }

    @Override
    public void rename(String name, long directory, String newName) throws FileException {
        fid.rename(name, directory, newName);
    }

    @Override
    public void link(String name, long file) throws FileException {
        fid.link(name, file);
    }

    @Override
    public Space space() throws FileException {
        return fid.space();
    }

    @Override
    public void close() {
        fid.close();
    }
}
