package obol.system.bridge;

import java.util.ArrayList;
import java.util.List;
import obol.channels.Block;
import obol.channels.Slot;
import obol.styx.Attributes;
import obol.styx.Errno;
import obol.styx.Slice;
import obol.styx.server.Node;
import obol.system.files.Change;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Status;

/**
 * An open file of the tree with its shared position. Each endpoint of it is an object of its own; with the last the file is closed.
 * Guarded by the service's monitor.
 */
final class SharedFile {
    /** Bytes of one read that need not wait. */
    private static final int MOST = 1 << 20;
    private static final int MOST_ENTRIES = 256;

    private final FileService.Attachment attachment;
    private final FileService service;
    private final Node node;
    private final obol.styx.server.OpenFile file;
    private final OpenMode mode;
    private long position;
    private int endpoints;

    /** Takes over the node and the file. */
    SharedFile(FileService.Attachment attachment, Node node, obol.styx.server.OpenFile file, OpenMode mode) {
        this.attachment = attachment;
        this.service = attachment.service;
        this.node = node;
        this.file = file;
        this.mode = mode;
    }

    OpenFile endpoint() {
        endpoints++;
        return new FileEndpoint();
    }

    private long length() throws FileException {
        return service.<Attributes>now(node::attributes).length;
    }

    private void closed() {
        if (--endpoints > 0) {
            return;
        }
        if (mode.removeOnClose()) {
            // clunk(5): the file is closed whether or not the removal succeeds
            service.start(reply -> node.remove(attachment.user, reply), new Answer<Void>(service));
        }
        file.close();
        node.release();
    }

    /** One client's endpoint. */
    private final class FileEndpoint implements OpenFile {
        private boolean closed;

        private void require(boolean allowed) throws FileException {
            if (closed || !allowed) {
                throw new FileException(Errno.EBADF.text());
            }
        }

        private long offset(long at) throws FileException {
            if (at < SHARED) {
                throw new FileException("illegal offset");
            }
            return at == SHARED ? position : at;
        }

        private void requireFile() throws FileException {
            if (node.qid().isDirectory()) {
                throw new FileException(Errno.EISDIR.text());
            }
        }

        @Override
        public Read read(long at, int most) throws FileException {
            synchronized (service) {
                require(mode.reads() || mode.execute());
                requireFile();
                if (most < 0) {
                    throw new FileException(Errno.EINVAL.text());
                }
                int count = file.waits() ? Math.min(most, BULK) : Math.min(most, MOST);
                service.giveUpCancelled();
                Reading reading = new Reading(at == SHARED, count);
                long offset = offset(at);
                service.start(reply -> file.read(offset, count, reply), reading);
                return reading.answered() ? reading.result() : new Later(reading.later());
            }
        }

        @Override
        public Written write(long at, byte[] bytes) throws FileException {
            return write(at, Slice.of(bytes));
        }

        @Override
        public Written writeBlock(long at, Block block, int count) throws FileException {
            synchronized (service) {
                byte[] bytes;
                try (block) {
                    if (count < 0 || count > block.size()) {
                        throw new FileException(Errno.EINVAL.text());
                    }
                    bytes = service.copied.atLeast(count);
                    block.read(0, bytes, 0, count);
                }
                return write(at, new Slice(bytes, 0, count));
            }
        }

        private Written write(long at, Slice data) throws FileException {
            synchronized (service) {
                require(mode.writes());
                long offset = offset(at);
                if (offset > Long.MAX_VALUE - data.length()) {
                    throw new FileException(Errno.EFBIG.text());
                }
                service.giveUpCancelled();
                boolean shared = at == SHARED;
                Writing writing = new Writing(shared, data.length());
                service.start(reply -> file.write(offset, data, reply), writing);
                if (!writing.answered()) {
                    return new CountLater(writing.later());
                }
                int taken = writing.kept();
                if (shared && mode.append()) {
                    position = length();
                }
                return new Count(taken);
            }
        }

        @Override
        public List<Entry> list(long after, int most) throws FileException {
            synchronized (service) {
                require(mode.reads());
                if (!node.qid().isDirectory()) {
                    throw new FileException(Errno.ENOTDIR.text());
                }
                int count = Math.max(1, Math.min(most, MOST_ENTRIES));
                List<obol.styx.server.OpenFile.Entry> found = service.now(reply -> file.list(after, count, reply));
                List<Entry> entries = new ArrayList<>(found.size());
                int bytes = 0;
                for (obol.styx.server.OpenFile.Entry e : found) {
                    Status status = Conversions.status(e.attributes());
                    bytes += size(status);
                    if (bytes > BULK && !entries.isEmpty()) {
                        break;
                    }
                    entries.add(new Entry(e.position(), status));
                }
                return entries;
            }
        }

        @Override
        public Status status() throws FileException {
            synchronized (service) {
                require(true);
                return Conversions.status(service.<Attributes>now(node::attributes));
            }
        }

        @Override
        public void change(Change change) throws FileException {
            synchronized (service) {
                require(true);
                NodeFid.change(attachment, node, change);
            }
        }

        @Override
        public void sync() throws FileException {
            synchronized (service) {
                require(true);
                service.<Void>now(file::sync);
            }
        }

        @Override
        public long seek(long offset, int whence) throws FileException {
            synchronized (service) {
                require(true);
                long to = switch (whence) {
                    case 0 -> offset;
                    case 1 -> position + offset;
                    case 2 -> length() + offset;
                    default -> -1;
                };
                if (to < 0) {
                    throw new FileException(Errno.EINVAL.text());
                }
                position = to;
                return to;
            }
        }

        @Override
        public OpenFile share() {
            synchronized (service) {
                if (closed) {
                    throw new IllegalStateException("share of a closed file");
                }
                return endpoint();
            }
        }

        @Override
        public void close() {
            synchronized (service) {
                if (!closed) {
                    closed = true;
                    service.giveUp(this);
                    closed();
                }
            }
        }

        /** A read under way. The tree's bytes hold only until its answer returns, so they are copied then. */
        private final class Reading extends LateAnswer<Slice, byte[]> {
            private final boolean shared;
            private final int most;
            /** Not empty for what is too much for a message. */
            private final Slot<Block> block = new Slot<>();

            Reading(boolean shared, int most) {
                super(SharedFile.this.service, FileEndpoint.this);
                this.shared = shared;
                this.most = most;
            }

            @Override
            byte[] keep(Slice all) {
                Slice bytes = all.part(0, most);
                position += shared ? bytes.length() : 0;
                if (isLate() || bytes.length() <= OpenFile.BULK) {
                    return bytes.copy();
                }
                Block bulk = Block.allocate(bytes.length());
                bulk.write(0, bytes.array(), bytes.offset(), bytes.length());
                block.put(bulk);
                return new byte[0];
            }

            OpenFile.Read result() throws FileException {
                byte[] bytes = kept();
                Block bulk = block.take();
                if (bulk == null) {
                    return new OpenFile.Bytes(bytes);
                }
                int count = bulk.size();
                return new OpenFile.Bulk(bulk, count);
            }
        }

        /** A write under way. */
        private final class Writing extends LateAnswer<Integer, Integer> {
            private final boolean shared;
            private final int count;

            Writing(boolean shared, int count) {
                super(SharedFile.this.service, FileEndpoint.this);
                this.shared = shared;
                this.count = count;
            }

            @Override
            Integer keep(Integer taken) {
                int n = Math.min(taken, count);
                position += shared ? n : 0;
                return n;
            }
        }
    }

    /** Bytes that a status takes in a message, at most: numbers and lengths, and three bytes for each char. */
    private static int size(Status s) {
        return 128 + 3 * (s.name().length() + s.owner().length() + s.group().length() + s.modifier().length() + s.target().length());
    }
}
