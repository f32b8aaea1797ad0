package obol.nucleus.substitutions.io;

import java.io.File;
import java.io.IOException;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.FileStatus;
import obol.nucleus.port.Paths;
import obol.nucleus.port.Posix;

@Substitutes("java.io.UnixFileSystem")
class UnixFileSystemSubstitution {
    /** java.io.FileSystem's own numbers. */
    private static final int EXISTS = 1, REGULAR = 2, DIRECTORY = 4;
    private static final int TOTAL = 0, FREE = 1;

    @Substitute(reason = "nothing to register")
    private static void initIDs() {}

    @Substitute(reason = "native")
    private String canonicalize0(String path) throws IOException {
        return Paths.canonical(path);
    }

    @Substitute(reason = "native")
    public int getBooleanAttributes0(File file) {
        FileStatus status = Paths.status(file.getPath());
        return status.result() != 0 ? 0 : EXISTS | (status.isRegular() ? REGULAR : 0) | (status.isFolder() ? DIRECTORY : 0);
    }

    @Substitute(reason = "native")
    public boolean checkAccess(File file, int access) {
        return Paths.isAccessible(file.getPath(), access);
    }

    @Substitute(reason = "native")
    public long getLastModifiedTime(File file) {
        FileStatus status = Paths.status(file.getPath());
        return status.modificationSeconds() * 1000 + status.modificationNanoseconds() / 1_000_000;
    }

    @Substitute(reason = "native")
    public long getLength(File file) {
        return Paths.status(file.getPath()).size();
    }

    @Substitute(reason = "native")
    public boolean setPermission(File file, int access, boolean enable, boolean ownerOnly) {
        return Paths.setPermission(file.getPath(), ownerOnly ? access << 6 : access * 0111, enable);
    }

    @Substitute(reason = "native")
    public boolean setReadOnly(File file) {
        return Paths.setPermission(file.getPath(), 0222, false);
    }

    @Substitute(reason = "native")
    public boolean createFileExclusively(String path) throws IOException {
        return Paths.createFile(path);
    }

    @Substitute(reason = "native")
    private boolean delete0(File file) {
        return Paths.remove(file.getPath());
    }

    @Substitute(reason = "native")
    public String[] list(File file) {
        return Paths.list(file.getPath());
    }

    @Substitute(reason = "native")
    public boolean createDirectory(File file) {
        return Paths.createFolder(file.getPath());
    }

    @Substitute(reason = "native")
    private boolean rename0(File from, File to) {
        return Paths.rename(from.getPath(), to.getPath());
    }

    @Substitute(reason = "native")
    public boolean setLastModifiedTime(File file, long time) {
        return Paths.setModificationTime(file.getPath(), time);
    }

    @Substitute(reason = "native")
    public long getSpace(File file, int what) {
        Posix.Space space = Paths.space(file.getPath());
        return what == TOTAL ? space.total() : what == FREE ? space.free() : space.usable();
    }

    @Substitute(reason = "native")
    private long getNameMax0(String path) {
        return Paths.space(path).longestName();
    }
}
