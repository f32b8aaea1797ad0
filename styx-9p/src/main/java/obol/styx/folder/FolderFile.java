package obol.styx.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;

/** An open file of the folder; it stays what it is when its name goes. */
final class FolderFile implements OpenFile {
    private final FileChannel channel;
    private final boolean append;

    FolderFile(FileChannel channel, boolean append) {
        this.channel = channel;
        this.append = append;
    }

    @Override
    public void read(long offset, int count, Reply<Slice> reply) throws StyxException {
        reply.ok(HostFile.on(() -> {
            long rest = channel.size() - offset;
            if (rest <= 0) {
                return Slice.EMPTY;
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, rest));
            int n = channel.read(bytes, offset);
            return n <= 0 ? Slice.EMPTY : new Slice(bytes.array(), 0, n);
        }));
    }

    @Override
    public void write(long offset, Slice data, Reply<Integer> reply) throws StyxException {
        ByteBuffer bytes = ByteBuffer.wrap(data.array(), data.offset(), data.length());
        reply.ok(HostFile.on(() -> channel.write(bytes, append ? channel.size() : offset)));
    }

    @Override
    public void sync(Reply<Void> reply) throws StyxException {
        HostFile.on(() -> {
            channel.force(true);
            return null;
        });
        reply.ok(null);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // clunk(5) has no errors
        }
    }
}
