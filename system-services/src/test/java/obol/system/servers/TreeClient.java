package obol.system.servers;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import obol.channels.Failed;
import obol.styx.server.FileServer;
import obol.system.bridge.FileService;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Status;

/** A tree as its clients see it: through the contracts, with whole texts. */
public final class TreeClient {
    public static final OpenMode READ_WRITE = new OpenMode(true, true, false, false, false, false, false);

    private final FileService service;

    public TreeClient(FileServer tree) {
        this(new FileService(tree));
    }

    public TreeClient(FileService service) {
        this.service = service;
    }

    public Fid fid(String path) throws FileException {
        Fid root = service.attach("glenda", "");
        return path.isEmpty() ? root : root.walk(List.of(path.split("/")));
    }

    public OpenFile open(String path, OpenMode mode) throws FileException {
        return fid(path).open(mode);
    }

    public Status status(String path) throws FileException {
        return fid(path).status();
    }

    public List<String> names(String path) throws FileException {
        List<String> names = new ArrayList<>();
        OpenFile directory = open(path, OpenMode.READ);
        long after = 0;
        while (true) {
            List<OpenFile.Entry> entries = directory.list(after, 2);
            if (entries.isEmpty()) {
                return names;
            }
            for (OpenFile.Entry entry : entries) {
                names.add(entry.status().name());
                after = entry.position();
            }
        }
    }

    public String read(String path) throws FileException {
        return readAll(open(path, OpenMode.READ), 0);
    }

    public void write(String path, String text) throws FileException {
        write(open(path, OpenMode.WRITE), 0, text);
    }

    /** Reads from an offset on until there is no more. */
    public static String readAll(OpenFile file, long offset) throws FileException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            byte[] piece = read(file, offset + all.size(), 7);
            if (piece.length == 0) {
                return all.toString(StandardCharsets.UTF_8);
            }
            all.writeBytes(piece);
        }
    }

    public static byte[] read(OpenFile file, long offset, int most) throws FileException {
        OpenFile.Read read = file.read(offset, most);
        if (read instanceof OpenFile.Bytes bytes) {
            return bytes.bytes();
        }
        try {
            return ((OpenFile.Later) read).bytes().await();
        } catch (Failed failed) {
            throw (FileException) failed.getCause();
        }
    }

    /** Writes all of it. */
    public static void write(OpenFile file, long offset, String text) throws FileException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        OpenFile.Written written = file.write(offset, bytes);
        int count;
        if (written instanceof OpenFile.Count now) {
            count = now.bytes();
        } else {
            try {
                count = ((OpenFile.CountLater) written).bytes().await();
            } catch (Failed failed) {
                throw (FileException) failed.getCause();
            }
        }
        if (count != bytes.length) {
            throw new AssertionError(count + " bytes written of " + bytes.length);
        }
    }
}
