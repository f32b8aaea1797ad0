package obol.shell.system;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import obol.channels.ChannelException;
import obol.channels.Pending;
import obol.shell.invocation.ErrorText;
import obol.shell.language.OperatingSystem;
import obol.shell.language.OperatingSystem.Streams;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.Reopening;
import obol.system.files.Status;
import obol.system.files.Transfer;
import obol.system.processes.Child;
import obol.system.processes.ProcessException;

/** An open file of the shell, by an endpoint that it owns. Reads and writes at the position that it shares with the programs it starts. */
public final class SharedFile implements OperatingSystem.OpenFile {
    private final OpenFile file;

    public SharedFile(OpenFile file) {
        this.file = file;
    }

    /** Up to so many bytes, none at the end; waits for the first. */
    public byte[] read(int most) throws IOException {
        try {
            return Transfer.read(file, OpenFile.SHARED, most);
        } catch (FileException e) {
            throw failure(e);
        }
    }

    /** The same at an offset. */
    byte[] readAt(long offset, int most) throws IOException {
        try {
            return Transfer.read(file, offset, most);
        } catch (FileException e) {
            throw failure(e);
        }
    }

    /** What a read gives, to be waited for; closing this ends the wait. */
    Pending<byte[]> ask(int most) throws IOException {
        try {
            OpenFile.Read read = file.read(OpenFile.SHARED, most);
            return read instanceof OpenFile.Later later ? later.bytes() : Pending.of(Transfer.bytes(read));
        } catch (FileException e) {
            throw failure(e);
        } catch (ChannelException e) {
            throw failure(Transfer.failure(e));
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        try {
            Transfer.writeAll(file, bytes);
        } catch (FileException e) {
            if (e.isBrokenPipe()) throw new OperatingSystem.BrokenPipe();
            throw failure(e);
        }
    }

    Status status() throws FileException {
        try {
            return file.status();
        } catch (ChannelException e) {
            throw Transfer.failure(e);
        }
    }

    /** What is done with the three files of a program, which it is given. */
    interface Starting {
        Child with(OpenFile in, OpenFile out, OpenFile err) throws ProcessException;
    }

    /** By descriptor, how a program finds those of its streams again that outlive their servers. */
    static Map<Integer, Reopening> lasting(Streams streams) throws IOException {
        Map<Integer, Reopening> lasting = new LinkedHashMap<>();
        int descriptor = 0;
        for (OperatingSystem.OpenFile stream : List.of(streams.in(), streams.out(), streams.err())) {
            int number = descriptor++;
            ((SharedFile) stream).reopening().ifPresent(by -> lasting.put(number, by));
        }
        return lasting;
    }

    private Optional<Reopening> reopening() throws IOException {
        try {
            return file.reopening();
        } catch (ChannelException e) {
            throw failure(Transfer.failure(e));
        }
    }

    /** Does something with further endpoints of the streams. */
    static Child with(Streams streams, Starting starting) throws IOException, ProcessException {
        OpenFile in = ((SharedFile) streams.in()).share();
        OpenFile out = null;
        OpenFile err;
        try {
            out = ((SharedFile) streams.out()).share();
            err = ((SharedFile) streams.err()).share();
        } catch (IOException e) {
            in.close();
            if (out != null) out.close();
            throw e;
        }
        return starting.with(in, out, err);
    }

    private OpenFile share() throws IOException {
        try {
            return file.share();
        } catch (ChannelException e) {
            throw failure(Transfer.failure(e));
        }
    }

    @Override
    public void close() {
        file.close();
    }

    /** The same in the shell's words. */
    static IOException failure(FileException e) {
        return new IOException(ErrorText.of(e.getMessage()));
    }
}
