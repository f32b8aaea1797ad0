package obol.system.servers.fat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.channels.ChannelException;
import obol.channels.Server;
import obol.channels.Services;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.system.bridge.FileService;
import obol.system.disk.Disk;
import obol.system.disk.DiskException;
import obol.system.disk.Disks;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.files.Volumes;
import obol.system.loop.EventLoop;

/**
 * The program that serves {@code fat}: each tree is a volume on a disk of the machine, {@code DISK} or {@code DISK!PARTITION}. Volumes stay
 * open once they were attached to, one tree for all clients. What was changed is on the disk two seconds later, marked as whole; at once
 * by {@link Volumes}. One thread does it all, and waits for the disk.
 */
public final class Fat implements Volumes {
    /** From the first change of a volume that is whole until it is made whole again, in nanoseconds. */
    private static final long DELAY = 2_000_000_000L;

    /** A volume that is served. */
    private record Mounted(String address, OpenedDisk disk, FatTree tree, FileService service) {
    }

    /** Where a volume begins: by different names it is the same one. */
    private record Place(int disk, long sector) {
    }

    private final EventLoop loop = new EventLoop();
    private final Map<Place, Mounted> volumes = new HashMap<>();
    private boolean due;

    private Fat() {
    }

    public static void main(String[] arguments) {
        new Fat().serve();
    }

    private void serve() {
        try (Server door = Server.open(Files.class, "fat", (user, tree) -> attach(user, tree, true));
                Server readers = Server.open(Files.class, FileService.readOnly("fat"), (user, tree) -> attach(user, tree, false));
                Server all = Server.open(Volumes.class, "volumes", this)) {
            for (Server each : List.of(door, readers, all)) {
                loop.serve(each, () -> serve(each));
            }
            loop.run();
        }
    }

    private void serve(Server door) {
        if (!door.isOpen()) {
            loop.stop();
            return;
        }
        door.serve();
        if (!due && changed()) {
            due = true;
            loop.in(DELAY, this::settle);
        }
    }

    private boolean changed() {
        for (Mounted volume : volumes.values()) {
            if (volume.tree.isChanged()) {
                return true;
            }
        }
        return false;
    }

    private void settle() {
        due = false;
        for (String failure : closeAll()) {
            System.err.println(failure);
        }
    }

    private List<String> closeAll() {
        List<String> failures = new ArrayList<>();
        for (Mounted volume : volumes.values()) {
            if (volume.tree.isChanged()) {
                try {
                    volume.tree.close();
                } catch (StyxException e) {
                    failures.add("disk " + volume.address + ": " + e.getMessage());
                }
            }
        }
        return failures;
    }

    @Override
    public void sync() throws FileException {
        List<String> failures = closeAll();
        if (!failures.isEmpty()) {
            throw new FileException(String.join("; ", failures));
        }
    }

    /** @param tree {@code DISK} or {@code DISK!PARTITION}, in decimal; the disk's number from 0, the partition's from 1 */
    Fid attach(String user, String tree, boolean writable) throws FileException {
        int mark = tree.indexOf('!');
        int disk = number(mark < 0 ? tree : tree.substring(0, mark), tree);
        int partition = mark < 0 ? 0 : number(tree.substring(mark + 1), tree);
        try {
            FileService service = mounted(tree, disk, partition).service;
            if (writable) {
                return service.attach(user, "");
            }
            try (Files readers = service.readOnly()) {
                return readers.attach(user, "");
            }
        } catch (DiskException | StyxException refused) {
            throw new FileException(refused.getMessage());
        } catch (ChannelException gone) {
            throw new FileException(Errno.EIO.text());
        }
    }

    private Mounted mounted(String address, int number, int partition) throws DiskException, StyxException {
        OpenedDisk opened = open(number);
        boolean kept = false;
        try {
            Partition where = Partition.of(opened, partition);
            Place place = new Place(number, where.first());
            Mounted volume = volumes.get(place);
            if (volume == null || volume.disk.isGone()) {
                FatTree tree = new FatTree(where, () -> System.currentTimeMillis() * 1_000_000L);
                volume = new Mounted(address, opened, tree, new FileService(tree));
                volumes.put(place, volume);
                kept = true;
            }
            return volume;
        } finally {
            if (!kept) {
                opened.close();
            }
        }
    }

    private static OpenedDisk open(int number) throws DiskException {
        try (Disks disks = Services.connect(Disks.class, "disk")) {
            return new OpenedDisk(disks.open(number));
        }
    }

    private static int number(String text, String address) throws FileException {
        int number = text.isEmpty() || text.length() > 4 ? -1 : 0;
        for (int i = 0; i < text.length() && number >= 0; i++) {
            char c = text.charAt(i);
            number = c < '0' || c > '9' ? -1 : 10 * number + c - '0';
        }
        if (number < 0) {
            throw new FileException(address + ": not the address of a volume, which is DISK or DISK!PARTITION");
        }
        return number;
    }
}
