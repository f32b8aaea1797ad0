package obol.system.drivers;

import java.util.ArrayList;
import java.util.List;
import obol.channels.Services;
import obol.system.disk.Disk;
import obol.system.disk.DiskException;
import obol.system.disk.Disks;

/** The program {@code disk}: all disks of the machine. */
public final class DiskProgram implements Disks {
    private final List<DiskQueue> disks = new ArrayList<>();

    DiskProgram(List<? extends Medium> media) {
        for (Medium medium : media) disks.add(new DiskQueue(medium));
    }

    /** Serves until the machine ends. */
    public static void main(String[] arguments) {
        List<Medium> media = new ArrayList<>();
        for (Medium medium; (medium = next()) != null; ) media.add(medium);
        Services.serve(Disks.class, "disk", new DiskProgram(media));
    }

    private static Medium next() {
        Medium device = VirtioDisk.start();
        return device != null ? device : HostDisk.start();
    }

    @Override public int count() {
        return disks.size();
    }

    @Override public Disk open(int number) throws DiskException {
        if (number < 0 || number >= disks.size()) throw new DiskException("no disk " + number + "; there are " + disks.size());
        return disks.get(number);
    }
}
