package obol.system.drivers;

import java.util.Arrays;
import java.util.Random;
import obol.system.drivers.DiskRequest.Kind;

/** Uses the first disk in every way, says how it went, or ({@code flood}) writes to it without end. A driver's program. */
public final class DiskCheck {
    private static final int REQUESTS = 40;

    private final Medium disk;
    private int under;
    private int failures;

    private DiskCheck(Medium disk) {
        this.disk = disk;
    }

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments[0].equals("sizes")) {
            for (Medium next; (next = start()) != null; ) System.out.println(next.sectors() + (next.writable() ? "" : " read-only"));
            return;
        }
        DiskCheck check = new DiskCheck(start());
        if (check.disk == null) throw new IllegalStateException("no disk");
        if (arguments[0].equals("flood")) check.flood();
        else check.all();
    }

    private static Medium start() {
        Medium device = VirtioDisk.start();
        return device != null ? device : HostDisk.start();
    }

    private final class Asked extends DiskRequest {
        Asked(Kind kind, long sector, int count, byte[] bytes) {
            super(kind, sector, count, bytes);
        }

        @Override void done() {
            synchronized (DiskCheck.this) {
                under--;
                DiskCheck.this.notifyAll();
            }
        }

        @Override void fail(String why) {
            synchronized (DiskCheck.this) {
                failures++;
            }
            done();
        }
    }

    private void ask(Kind kind, long sector, byte[] bytes) throws InterruptedException {
        Asked asked = new Asked(kind, sector, bytes.length / Medium.SECTOR, bytes);
        synchronized (this) {
            under++;
            // Who waits is woken when a request has ended; then there is room.
            while (!disk.begin(asked)) wait();
        }
    }

    private synchronized int rest() throws InterruptedException {
        while (under > 0) wait();
        int before = failures;
        failures = 0;
        return before;
    }

    private void all() throws InterruptedException {
        byte[][] written = new byte[REQUESTS][];
        Random random = new Random(1);
        long sector = 0;
        for (int i = 0; i < REQUESTS; i++) {
            written[i] = new byte[Medium.SECTOR * (i == 0 ? Medium.MOST : 1 + random.nextInt(Medium.MOST))];
            random.nextBytes(written[i]);
            ask(Kind.WRITE, sector, written[i]);
            sector += written[i].length / Medium.SECTOR;
        }
        System.out.println("writes failed " + rest());
        ask(Kind.FLUSH, 0, new byte[0]);
        System.out.println("flushes failed " + rest());
        byte[][] read = new byte[REQUESTS][];
        sector = 0;
        for (int i = 0; i < REQUESTS; i++) {
            read[i] = new byte[written[i].length];
            ask(Kind.READ, sector, read[i]);
            sector += read[i].length / Medium.SECTOR;
        }
        System.out.println("reads failed " + rest() + ", as written: " + Arrays.deepEquals(written, read));
        // What a client would not get through to the device.
        ask(Kind.READ, disk.sectors(), new byte[Medium.SECTOR]);
        ask(Kind.READ, Long.MAX_VALUE / Medium.SECTOR, new byte[Medium.SECTOR]);
        System.out.println("beyond the end failed " + rest());
        ask(Kind.READ, 0, read[0]);
        System.out.println("afterwards failed " + rest());
    }

    private void flood() throws InterruptedException {
        byte[] bytes = new byte[Medium.MOST * Medium.SECTOR];
        for (long sector = 0; ; sector = (sector + Medium.MOST) % (disk.sectors() - Medium.MOST)) ask(Kind.WRITE, sector, bytes);
    }
}
