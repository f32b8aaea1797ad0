package obol.system.servers.fat;

import java.io.IOException;
import java.util.function.LongSupplier;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.styx.server.Space;

/** A mounted volume: the device, what is cached of it, and the order in which changes reach it. */
final class Volume {
    /** Bytes of zeros written at once. */
    private static final int ZEROS = 64 << 10;

    final Geometry geometry;
    final AllocationTable table;
    final Sectors sectors = new Sectors(this);
    private final BlockDevice device;
    private final LongSupplier clock;
    private final byte[] part = new byte[BlockDevice.SECTOR];
    private boolean writable;
    /** Why nothing may be changed any more, or null. */
    private String damage;
    /** Why it is not known what the disk holds, or null. */
    private String failure;
    /** The boot sector says that the volume is in use. */
    private boolean marked;
    /** It said so at the mount: the volume needs {@code fsck.fat}, and goes on saying so. */
    private final boolean unclean;
    /** Something was written since the last flush. */
    private boolean unflushed;
    private long commits;
    /** Entries of directories that are in memory. */
    int loaded;
    private long lastPath;

    Volume(BlockDevice device, LongSupplier clock) throws StyxException {
        this.device = device;
        this.clock = clock;
        this.writable = device.writable();
        byte[] boot = new byte[BlockDevice.SECTOR];
        read(0, 1, boot, 0);
        this.geometry = Geometry.of(boot, device.sectors());
        this.unclean = (boot[geometry.stateOffset()] & 1) != 0;
        this.table = new AllocationTable(this, geometry);
    }

    long now() {
        return clock.getAsLong();
    }

    long newPath() {
        return ++lastPath;
    }

    // ---- the device ----

    void read(long sector, int count, byte[] into, int at) throws StyxException {
        try {
            device.read(sector, count, into, at);
        } catch (IOException e) {
            throw new StyxException(Errno.EIO, "reading sector " + sector + " of the disk: " + e.getMessage());
        }
    }

    void write(long sector, int count, byte[] from, int at) throws StyxException {
        unflushed = true;
        try {
            device.write(sector, count, from, at);
        } catch (IOException e) {
            throw failed("writing sector " + sector + " of the disk: " + e.getMessage());
        }
    }

    private void flush() throws StyxException {
        if (unflushed) {
            try {
                device.flush();
            } catch (IOException e) {
                throw failed("flushing the disk: " + e.getMessage());
            }
            unflushed = false;
        }
    }

    /** What the disk holds now is not known: nothing may be built on it. */
    private StyxException failed(String text) {
        failure = text;
        damage = text;
        return new StyxException(Errno.EIO, text);
    }

    /** The volume contradicts itself. From now on it is only read. */
    StyxException damaged(String what) {
        damage = "damaged FAT volume, run fsck.fat: " + what;
        return new StyxException(Errno.EIO, damage);
    }

    /** Called before anything is changed; the first time, the boot sector is marked. */
    void requireWritable() throws StyxException {
        if (!writable) {
            throw new StyxException(Errno.EROFS);
        }
        if (damage != null) {
            throw new StyxException(Errno.EROFS, damage);
        }
        if (!marked) {
            mark(true);
        }
        if (sectors.isFull()) {
            commit();
        }
    }

    private void mark(boolean inUse) throws StyxException {
        byte[] boot = new byte[BlockDevice.SECTOR];
        read(0, 1, boot, 0);
        int at = geometry.stateOffset();
        boot[at] = (byte) (inUse ? boot[at] | 1 : boot[at] & ~1);
        write(0, 1, boot, 0);
        flush();
        marked = inUse;
    }

    // ---- commits ----

    /** Puts all changes on the disk. After a crash at any moment within, each file that is not being changed is there. */
    void commit() throws StyxException {
        if (failure != null) {
            throw new StyxException(Errno.EIO, failure);
        }
        if (sectors.hasFresh()) {
            sectors.writeFresh();
        }
        flush();
        boolean allocated = table.isDirty();
        if (allocated) {
            table.write();
            flush();
        }
        if (sectors.hasLinked()) {
            sectors.writeLinked();
            flush();
        }
        commits++;
        boolean freed = table.freeReleased();
        if (freed) {
            table.write();
        }
        if (geometry.infoSector() != 0 && (allocated || freed)) {
            byte[] info = new byte[BlockDevice.SECTOR];
            read(geometry.infoSector(), 1, info, 0);
            table.describe(info);
            write(geometry.infoSector(), 1, info, 0);
        }
        // what is freed is used again only behind the next commit's first flush
    }

    /** How many commits there were. */
    long commits() {
        return commits;
    }

    /** Whether {@link #close} has something to do, and can. */
    boolean isChanged() {
        return marked && failure == null;
    }

    /** Commits, and says on the disk that the volume is whole, if it was at the mount and no damage was met. It may be used on. */
    void close() throws StyxException {
        if (marked) {
            commit();
            flush();
            if (unclean || damage != null) {
                marked = false;
            } else {
                mark(false);
            }
        }
    }

    Space space() {
        int used = geometry.clusters() - table.free();
        return new Space(geometry.clusterBytes(), geometry.clusters(), table.free(), used + (long) table.free(), table.free());
    }

    // ---- contents of files ----

    /** Moves {@code n} bytes between a file and an array. The chain has them all. */
    void transfer(Chain chain, long offset, byte[] array, int at, int n, boolean write) throws StyxException {
        int size = geometry.clusterBytes();
        while (n > 0) {
            int cluster = (int) (offset / size);
            int within = (int) (offset % size);
            int run = chain.run(cluster, (int) (((long) within + n + size - 1) / size));
            int step = (int) Math.min(n, (long) run * size - within);
            long sector = geometry.sectorOf(chain.get(cluster)) + within / BlockDevice.SECTOR;
            int in = within % BlockDevice.SECTOR;
            if (in != 0 || step < BlockDevice.SECTOR) {
                step = Math.min(step, BlockDevice.SECTOR - in);
                read(sector, 1, part, 0);
                if (write) {
                    System.arraycopy(array, at, part, in, step);
                    write(sector, 1, part, 0);
                } else {
                    System.arraycopy(part, in, array, at, step);
                }
            } else {
                step -= step % BlockDevice.SECTOR;
                if (write) {
                    write(sector, step / BlockDevice.SECTOR, array, at);
                } else {
                    read(sector, step / BlockDevice.SECTOR, array, at);
                }
            }
            offset += step;
            at += step;
            n -= step;
        }
    }

    void writeZeros(Chain chain, long from, long to) throws StyxException {
        byte[] zeros = new byte[(int) Math.min(ZEROS, Math.max(0, to - from))];
        for (long at = from; at < to; at += ZEROS) {
            transfer(chain, at, zeros, 0, (int) Math.min(ZEROS, to - at), true);
        }
    }
}
