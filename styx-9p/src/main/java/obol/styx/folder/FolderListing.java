package obol.styx.folder;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import obol.styx.Attributes;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;

/** An open directory of the folder, of which names are read once, at its beginning, so that positions last. */
final class FolderListing implements OpenFile {
    private final Path directory;
    private List<Path> names = List.of();

    FolderListing(Path directory) {
        this.directory = directory;
    }

    @Override
    public void list(long after, int most, Reply<List<Entry>> reply) throws StyxException {
        FolderNode.requireInside(directory);
        if (after == 0) {
            names = HostFile.on(() -> read(directory));
        }
        List<Entry> entries = new ArrayList<>();
        for (long at = after; at < names.size() && entries.size() < most; at++) {
            Attributes attributes = describe(names.get((int) at));
            if (attributes != null) {
                entries.add(new Entry(at + 1, attributes));
            }
        }
        reply.ok(entries);
    }

    /** Null: it has gone. */
    private static Attributes describe(Path name) {
        try {
            return HostFile.describe(name);
        } catch (StyxException gone) {
            return null;
        }
    }

    private static List<Path> read(Path directory) throws IOException {
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(names::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }
}
