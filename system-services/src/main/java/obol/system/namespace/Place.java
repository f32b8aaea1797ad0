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
    private String path;
    private final int device;
    private final boolean permanent;
    private final Fid fid;
    /** Null of one that ends with its server. */
    private final LastingFid lasting;

    /**
     * @param path canonical, without symbolic links but perhaps the last name
     * @param device a number for its server and tree, from 1: two files of this namespace are the same exactly if device and
     *        {@code Status.path} are
     */
    public Place(String path, int device, Fid fid) {
        this(path, device, false, fid);
    }

    /** The same. @param permanent whether it was found through a permanent mount, and should be kept accordingly */
    Place(String path, int device, boolean permanent, Fid fid) {
        this.path = path;
        this.device = device;
        this.permanent = permanent;
        this.fid = fid;
        this.lasting = null;
    }

    /** A file that outlives its server. */
    Place(int device, LastingFid lasting) {
        this.path = lasting.path();
        this.device = device;
        this.permanent = false;
        this.fid = lasting;
        this.lasting = lasting;
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

    /** The file below this directory that is reached by walking down one name. */
    public Place child(String name) throws FileException {
        return below(PathName.child(path, name), List.of(name));
    }

    /** A further place of the same file. */
    public Place again() throws FileException {
        return below(path, List.of());
    }

    private Place below(String at, List<String> names) throws FileException {
        return lasting == null ? new Place(at, device, fid.walk(names)) : new Place(device, lasting.below(names));
    }

    /** Says that the file has been given another path, canonical too. */
    public void moved(String to) {
        path = to;
        if (lasting != null) {
            lasting.moved(to);
        }
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
