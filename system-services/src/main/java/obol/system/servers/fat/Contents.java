package obol.system.servers.fat;

import obol.styx.Errno;
import obol.styx.StyxException;

/** The bytes of a plain file, in its chain of clusters. The file has first cluster and size, as its entry does. */
final class Contents {
    private final FatFile file;
    private final Volume volume;
    private final Chain chain;

    /** Reads the file's chain. */
    Contents(FatFile file) throws StyxException {
        this.file = file;
        this.volume = file.volume;
        this.chain = new Chain(volume, file.start, volume.geometry.clusters(), file.path());
    }

    byte[] read(long offset, int count) throws StyxException {
        int n = (int) Math.max(0, Math.min(count, file.size - offset));
        byte[] b = new byte[n];
        if (n > 0) {
            requireClusters();
            volume.transfer(chain, offset, b, 0, n, false);
        }
        return b;
    }

    private void requireClusters() throws StyxException {
        if (chain.bytes() < file.size) {
            throw volume.damaged(file.path() + " has " + file.size + " bytes in " + chain.count() + " clusters");
        }
    }

    /** Clusters for {@code length} bytes, or as many as there are. Returns the bytes there is room for. */
    private long reserve(long length) throws StyxException {
        requireClusters();
        int bytes = volume.geometry.clusterBytes();
        chain.grow((int) ((length + bytes - 1) / bytes));
        return Math.min(length, chain.bytes());
    }

    /** Gives back what {@link #reserve} took beyond the file's size. */
    private void trim() {
        int bytes = volume.geometry.clusterBytes();
        chain.cut((int) ((file.size + bytes - 1) / bytes));
    }

    /** Gives back all clusters: the file is gone. */
    void free() {
        chain.cut(0);
    }

    /** Cuts the file off, or fills it up with zeros. */
    void setLength(long length) throws StyxException {
        if (length > file.size) {
            if (reserve(length) < length) {
                trim();
                throw new StyxException(Errno.ENOSPC);
            }
            volume.writeZeros(chain, file.size, length);
        }
        boolean shorter = length < file.size;
        if (shorter) {
            requireClusters();
        }
        file.size = length;
        file.start = length == 0 ? 0 : chain.start();
        file.touch();
        if (shorter) {
            trim();
        }
    }

    /** Writes all, or as much as there is space for; nothing at all is ENOSPC. */
    int write(long offset, byte[] data, int at, int length) throws StyxException {
        volume.requireWritable();
        if (offset > FatFile.MAX_LENGTH - length) {
            throw new StyxException(Errno.EFBIG);
        }
        long room = reserve(Math.max(file.size, offset + length));
        int n = (int) Math.min(length, room - offset);
        if (n <= 0) {
            trim();
            throw new StyxException(Errno.ENOSPC);
        }
        if (offset > file.size) {
            volume.writeZeros(chain, file.size, offset);
        }
        volume.transfer(chain, offset, data, at, n, true);
        file.size = Math.max(file.size, offset + n);
        file.start = chain.start();
        file.touch();
        return n;
    }
}
