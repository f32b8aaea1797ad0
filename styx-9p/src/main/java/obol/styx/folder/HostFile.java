package obol.styx.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import obol.styx.Attributes;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.Qid;
import obol.styx.StyxException;

/** What the host says of a file, in 9P's words; its errors too. */
final class HostFile {
    private HostFile() {
    }

    /** What only works on the host's files. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException, StyxException;
    }

    /** Does it, with the host's error as one of 9P's. */
    static <T> T on(Step<T> step) throws StyxException {
        try {
            return step.run();
        } catch (NoSuchFileException e) {
            throw new StyxException(Errno.ENOENT);
        } catch (FileAlreadyExistsException e) {
            throw new StyxException(Errno.EEXIST);
        } catch (DirectoryNotEmptyException e) {
            throw new StyxException(Errno.ENOTEMPTY);
        } catch (NotDirectoryException e) {
            throw new StyxException(Errno.ENOTDIR);
        } catch (AccessDeniedException e) {
            throw new StyxException(Errno.EACCES);
        } catch (NotLinkException e) {
            throw new StyxException(Errno.EINVAL);
        } catch (FileSystemException e) {
            throw new StyxException(errno(e.getReason()));
        } catch (IOException e) {
            throw new StyxException(errno(e.getMessage()));
        }
    }

    /** By Linux's text, behind which Java may explain itself. */
    private static Errno errno(String reason) {
        if (reason == null) {
            return Errno.EIO;
        }
        int more = reason.indexOf(" or unable to access");
        return Errno.of(more < 0 ? reason : reason.substring(0, more));
    }

    private static Map<String, Object> attributes(Path path) throws StyxException {
        return on(() -> Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS));
    }

    private static long nanoseconds(Object time) {
        Instant instant = ((FileTime) time).toInstant();
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    static Attributes describe(Path path) throws StyxException {
        Map<String, Object> unix = attributes(path);
        Attributes a = new Attributes();
        int mode = (Integer) unix.get("mode");
        a.mode = Mode.fromLinux(mode);
        a.block = (mode & Mode.S_IFMT) == Mode.S_IFBLK;
        a.length = (a.mode & Mode.DMDIR) != 0 ? 0 : (Long) unix.get("size");
        a.modified = nanoseconds(unix.get("lastModifiedTime"));
        a.accessed = nanoseconds(unix.get("lastAccessTime"));
        a.changed = nanoseconds(unix.get("ctime"));
        a.created = nanoseconds(unix.get("creationTime"));
        a.uid = (Integer) unix.get("uid");
        a.gid = (Integer) unix.get("gid");
        a.owner = name(a.uid);
        a.group = name(a.gid);
        a.modifier = a.owner;
        a.links = (Integer) unix.get("nlink");
        a.name = path.getFileName() == null ? "/" : path.getFileName().toString();
        if ((a.mode & Mode.DMSYMLINK) != 0) {
            a.target = on(() -> Files.readSymbolicLink(path).toString());
        }
        // Numbers of files are the device's own, and below a folder there may be several.
        long file = (Long) unix.get("ino") ^ Long.rotateRight((Long) unix.get("dev"), 16);
        a.qid = new Qid(Mode.qidType(a.mode), Long.hashCode(a.modified) ^ Long.hashCode(a.length) << 8, file);
        return a;
    }

    private static String name(int number) {
        return number == 0 ? "root" : Integer.toUnsignedString(number);
    }
}
