package obol.system.namespace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import obol.channels.ChannelException;
import obol.styx.Mode;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.Status;
import obol.system.files.Transfer;

/** A directory being listed: its members one after the other, then the mount points in it that none of them has. For one thread. */
public final class Listing implements AutoCloseable {
    /** An open directory of a device. */
    static final class Member {
        private final int device;
        private final OpenFile directory;

        Member(int device, OpenFile directory) {
            this.device = device;
            this.directory = directory;
        }
    }

    private final Namespace namespace;
    private final String path;
    private final List<Member> directories;
    private final Set<String> mountPoints;
    /** Names that were listed; null where none can come twice. */
    private final Set<String> seen;
    private int member;
    private long position;
    private int device;

    Listing(Namespace namespace, String path, List<Member> directories, List<String> mountPoints) {
        this.namespace = namespace;
        this.path = path;
        this.directories = directories;
        this.mountPoints = new LinkedHashSet<>(mountPoints);
        this.seen = directories.size() > 1 ? new HashSet<>() : null;
    }

    /** Some more entries, {@code most} at most, all of one device; none at the end. */
    public List<Status> next(int most) throws FileException {
        List<Status> part = new ArrayList<>();
        while (part.isEmpty() && member < directories.size()) {
            List<OpenFile.Entry> entries;
            try {
                device = directories.get(member).device;
                entries = directories.get(member).directory.list(position, most);
            } catch (ChannelException fault) {
                throw Transfer.failure(fault);
            }
            if (entries.isEmpty()) {
                member++;
                position = 0;
            }
            for (OpenFile.Entry entry : entries) {
                position = entry.position();
                String name = entry.status().name();
                mountPoints.remove(name);
                if (seen == null || seen.add(name)) {
                    part.add(entry.status());
                }
            }
        }
        Iterator<String> unlisted = mountPoints.iterator();
        if (part.isEmpty() && unlisted.hasNext()) {
            part.add(mountPoint(unlisted.next()));
            unlisted.remove();
        }
        return part;
    }

    /** Of what {@link #next} gave last: a {@link Place#device}, or 0 for a mount point whose server does not answer. */
    public int device() {
        return device;
    }

    /** A mount point without a directory under it; its server may be gone. */
    private Status mountPoint(String name) {
        try (Place place = namespace.place(PathName.child(path, name), false)) {
            Status status = Lookup.named(place.status(), name);
            device = place.device();
            return status;
        } catch (FileException | ChannelException e) {
            device = 0;
            return new Status(name, 0, 0, Mode.DMDIR, 0, 0, 0, 0, 0, "", "", "", 1, "");
        }
    }

    @Override
    public void close() {
        for (Member each : directories) {
            each.directory.close();
        }
    }
}
