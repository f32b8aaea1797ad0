package obol.system.carrier;

import obol.channels.Block;
import obol.channels.Pending;
import obol.channels.Slot;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.Transfer;
import obol.system.loop.Owed;

/** An open file, such as the data of a conversation, as a stream of arrays, for one thread. What fails is the end. */
public final class FileStream implements Stream {
    private static final byte[] END = {};

    private final Slot<OpenFile> file = new Slot<>();

    /** Takes over the file. */
    public FileStream(OpenFile file) {
        this.file.put(file);
    }

    @Override
    public Pending<byte[]> read(int most) {
        OpenFile data = file.take();
        try {
            OpenFile.Read read = data.read(OpenFile.SHARED, Math.min(most, MOST));
            if (read instanceof OpenFile.Later later) {
                return later.bytes();
            }
            return Pending.of(Transfer.bytes(read));
        } catch (FileException gone) {
            return Pending.of(END);
        } finally {
            file.put(data);
        }
    }

    @Override
    public Pending<Integer> write(byte[] bytes) {
        OpenFile data = file.take();
        try {
            OpenFile.Written written = data.write(OpenFile.SHARED, bytes);
            if (written instanceof OpenFile.CountLater later) {
                return later.bytes();
            }
            return Pending.of(Transfer.count(written));
        } catch (FileException gone) {
            Owed<Integer> failed = new Owed<>();
            Pending<Integer> pending = failed.promise();
            failed.close();
            return pending;
        } finally {
            file.put(data);
        }
    }

    @Override
    public Pending<Filled> readBlock(Block block) {
        block.close();
        throw new UnsupportedOperationException("conversations are read as arrays");
    }

    @Override
    public Pending<Filled> writeBlock(Block block, int count) {
        block.close();
        throw new UnsupportedOperationException("conversations are written as arrays");
    }

    @Override
    public void close() {
        file.close();
    }
}
