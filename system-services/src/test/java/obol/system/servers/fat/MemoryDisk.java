package obol.system.servers.fat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import obol.system.servers.dos.Little;

/** A disk in memory that remembers what was written and when it was flushed, so that it can be cut off anywhere. */
public final class MemoryDisk implements BlockDevice {
    /** A write of one sector. */
    private record Write(int sector, byte[] bytes) {
    }

    private final byte[] bytes;
    /** Writes since {@link #record}; null is a flush. */
    private List<Write> log;
    private byte[] before;

    public MemoryDisk(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Formats a volume: the least that the specification asks for. */
    public static MemoryDisk formatted(int bits, int sectors, int clusterSectors) {
        byte[] b = new byte[sectors * SECTOR];
        int reserved = bits == 32 ? 32 : 1;
        int rootEntries = bits == 32 ? 0 : 512;
        int clusters = (sectors - reserved) / clusterSectors;
        int table = ((clusters + 2) * bits / 8 + SECTOR - 1) / SECTOR + 1;
        byte[] jump = {(byte) 0xeb, 0x3c, (byte) 0x90, 'O', 'B', 'O', 'L', ' ', ' ', ' ', ' '};
        System.arraycopy(jump, 0, b, 0, jump.length);
        Little.put16(b, 11, SECTOR);
        b[13] = (byte) clusterSectors;
        Little.put16(b, 14, reserved);
        b[16] = 2;
        Little.put16(b, 17, rootEntries);
        Little.put16(b, 19, bits == 32 || sectors > 0xffff ? 0 : sectors);
        Little.put32(b, 32, bits == 32 || sectors > 0xffff ? sectors : 0);
        b[21] = (byte) 0xf8;
        Little.put16(b, 22, bits == 32 ? 0 : table);
        if (bits == 32) {
            Little.put32(b, 36, table);
            Little.put32(b, 44, 2);
            Little.put16(b, 48, 1);
            Little.put32(b, SECTOR, 0x41615252);
            Little.put32(b, SECTOR + 484, 0x61417272);
            Little.put16(b, SECTOR + 510, 0xaa55);
        }
        Little.put16(b, 510, 0xaa55);
        for (int t = 0; t < 2; t++) {
            int at = (reserved + t * table) * SECTOR;
            Little.put32(b, at, bits == 12 ? 0xfffff8 : 0xfffffff8);
            if (bits == 32) {
                Little.put32(b, at + 4, 0x0fffffff);
                Little.put32(b, at + 8, 0x0fffffff);
            }
        }
        return new MemoryDisk(b);
    }

    public byte[] bytes() {
        return bytes;
    }

    @Override
    public long sectors() {
        return bytes.length / SECTOR;
    }

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public void read(long sector, int count, byte[] into, int at) throws IOException {
        check(sector, count);
        System.arraycopy(bytes, (int) sector * SECTOR, into, at, count * SECTOR);
    }

    @Override
    public void write(long sector, int count, byte[] from, int at) throws IOException {
        check(sector, count);
        System.arraycopy(from, at, bytes, (int) sector * SECTOR, count * SECTOR);
        for (int i = 0; log != null && i < count; i++) {
            log.add(new Write((int) sector + i, Arrays.copyOfRange(from, at + i * SECTOR, at + (i + 1) * SECTOR)));
        }
    }

    private void check(long sector, int count) throws IOException {
        if (sector < 0 || count < 0 || sector + count > sectors()) {
            throw new IOException("sectors " + sector + "+" + count + " of " + sectors());
        }
    }

    @Override
    public void flush() {
        if (log != null) {
            log.add(null);
        }
    }

    // ---- crashes ----

    void record() {
        log = new ArrayList<>();
        before = bytes.clone();
    }

    /** Writes and flushes so far: a moment to crash at. */
    int moment() {
        return log.size();
    }

    boolean flushesAt(int moment) {
        return log.get(moment) == null;
    }

    /**
     * What the medium holds after a crash behind {@code moment} writes and flushes: all that was flushed, and of the rest either
     * everything or, with {@code random}, some of it in another order.
     */
    byte[] crashedAt(int moment, Random random) {
        byte[] b = before.clone();
        int flushed = 0;
        for (int i = 0; i < moment; i++) {
            flushed = log.get(i) == null ? i : flushed;
        }
        List<Write> rest = new ArrayList<>();
        for (int i = 0; i < moment; i++) {
            Write w = log.get(i);
            if (w != null && i < flushed) {
                System.arraycopy(w.bytes, 0, b, w.sector * SECTOR, SECTOR);
            } else if (w != null && (random == null || random.nextBoolean())) {
                rest.add(w);
            }
        }
        // a device may put later writes first, but not an earlier one to a sector over a later one to the same
        for (Write w : rest) {
            System.arraycopy(w.bytes, 0, b, w.sector * SECTOR, SECTOR);
        }
        return b;
    }
}
