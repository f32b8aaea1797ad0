package obol.system.servers.export;

import java.util.ArrayList;
import java.util.List;
import obol.styx.Attributes;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;
import obol.system.files.Status;
import obol.system.namespace.Listing;

/** A directory put together from several: listed once, when it is first read, so that positions last. */
final class MergedDirectory implements OpenFile {
    private static final int PART = 256;

    private final Export export;
    private final User user;
    private final Listing listing;
    private List<Attributes> all;

    /** Takes over the listing. */
    MergedDirectory(Export export, User user, Listing listing) {
        this.export = export;
        this.user = user;
        this.listing = listing;
    }

    @Override
    public void list(long after, int most, Reply<List<Entry>> reply) throws StyxException {
        if (all == null) {
            List<Attributes> found = new ArrayList<>();
            for (List<Status> part; !(part = Export.call(() -> listing.next(PART))).isEmpty(); ) {
                for (Status status : part) {
                    found.add(export.attributes(user, listing.device(), status));
                }
            }
            all = found;
        }
        List<Entry> entries = new ArrayList<>();
        for (long at = after; at < all.size() && entries.size() < most; at++) {
            entries.add(new Entry(at + 1, all.get((int) at)));
        }
        reply.ok(entries);
    }

    @Override
    public void close() {
        listing.close();
    }
}
