package obol.system.servers.fat;

import java.io.IOException;
import obol.channels.Block;
import obol.channels.ChannelException;
import obol.channels.Failed;
import obol.system.disk.Disk;
import obol.system.disk.DiskException;

/**
 * A disk of the machine behind its contract; owns the channel. Once that has ended every request fails, for good: a new driver does not
 * know what the old one had not flushed.
 */
final class OpenedDisk implements BlockDevice {
    private final Disk disk;
    private final Disk.Shape shape;
    private boolean gone;

    OpenedDisk(Disk disk) {
        this.disk = disk;
        shape = disk.shape();
    }

    /** Whether the driver has ended. */
    boolean isGone() {
        return gone;
    }

    @Override
    public long sectors() {
        return shape.sectors();
    }

    @Override
    public boolean writable() {
        return shape.writable();
    }

    @Override
    public void read(long sector, int count, byte[] into, int at) throws IOException {
        for (int done = 0; done < count; ) {
            int step = Math.min(count - done, Disk.MOST);
            try (Block block = disk.read(sector + done, step).await()) {
                block.read(0, into, at + done * SECTOR, step * SECTOR);
            } catch (DiskException | Failed answer) {
                throw refused(answer);
            } catch (ChannelException ended) {
                throw gone();
            }
            done += step;
        }
    }

    @Override
    public void write(long sector, int count, byte[] from, int at) throws IOException {
        for (int done = 0; done < count; ) {
            int step = Math.min(count - done, Disk.MOST);
            Block block = Block.allocate(step * SECTOR);
            block.write(0, from, at + done * SECTOR, step * SECTOR);
            try {
                disk.write(sector + done, step, block).await();
            } catch (DiskException | Failed answer) {
                throw refused(answer);
            } catch (ChannelException ended) {
                throw gone();
            }
            done += step;
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            disk.flush().await();
        } catch (DiskException | Failed answer) {
            throw refused(answer);
        } catch (ChannelException ended) {
            throw gone();
        }
    }

    private static IOException refused(Exception answer) {
        Throwable cause = answer.getCause();
        return new IOException((cause == null ? answer : cause).getMessage());
    }

    private IOException gone() {
        gone = true;
        return new IOException("its driver has ended");
    }

    void close() {
        disk.close();
    }
}
