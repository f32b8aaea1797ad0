package obol.system.drivers;

import obol.nucleus.device.HostFile;
import obol.nucleus.port.Errors;

/** A file of the host as a disk. A request has been carried out when it is taken on. */
final class HostDisk implements Medium {
    private final HostFile file;
    private final long sectors;

    private HostDisk(HostFile file) {
        this.file = file;
        sectors = Math.max(0, file.size()) / SECTOR;
    }

    /** A file of {@code --disk} that nobody drives yet; null: there is none, or this process may not. */
    static HostDisk start() {
        HostFile file = HostFile.claim();
        return file == null ? null : new HostDisk(file);
    }

    @Override public long sectors() {
        return sectors;
    }

    @Override public boolean writable() {
        return !file.readOnly();
    }

    @Override public boolean begin(DiskRequest request) {
        int error = switch (request.kind) {
            case READ, WRITE -> transfer(request);
            case FLUSH -> file.flush();
        };
        if (error >= 0) request.done();
        else request.fail(Errors.text(-error));
        return true;
    }

    /** 0, or a negated error number. What a file that became shorter lacks is an error, too. */
    private int transfer(DiskRequest request) {
        boolean read = request.kind == DiskRequest.Kind.READ;
        for (int done = 0; done < request.bytes.length; ) {
            long at = request.sector * SECTOR + done;
            int rest = request.bytes.length - done;
            int count = read ? file.read(at, request.bytes, done, rest) : file.write(at, request.bytes, done, rest);
            if (count < 0) return count;
            if (count == 0) return -EIO;
            done += count;
        }
        return 0;
    }

    private static final int EIO = 5;
}
