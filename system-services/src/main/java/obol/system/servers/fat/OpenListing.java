package obol.system.servers.fat;

import java.util.ArrayList;
import java.util.List;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;

/** A directory open under one fid; holds its entry. */
final class OpenListing implements OpenFile {
    private final Directory directory;

    OpenListing(Directory directory) {
        this.directory = directory;
    }

    @Override
    public void list(long after, int most, Reply<List<Entry>> reply) {
        List<Entry> entries = new ArrayList<>();
        for (FatFile e : directory.after(after, most)) {
            entries.add(new Entry(e.position, e.describe()));
        }
        reply.ok(entries);
    }

    @Override
    public void sync(Reply<Void> reply) throws StyxException {
        directory.volume.commit();
        reply.ok(null);
    }

    @Override
    public void close() {
        directory.entry.release();
    }
}
