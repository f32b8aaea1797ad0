package obol.system.servers.fat;

import obol.styx.Errno;
import obol.styx.StyxException;

/** A rename that has been looked at and may be made. @param victim what has the new name now, or null */
record Move(FatFile entry, Directory to, String name, FatFile victim) {
    /** @param replace whether a victim may be there */
    Move(FatFile entry, Directory to, String name, boolean replace) throws StyxException {
        this(entry, to, Names.check(name), to.find(name));
        for (Directory d = to; d != null && entry.isDirectory(); d = d.entry.parent) {
            if (d.entry == entry) {
                throw new StyxException(Errno.EINVAL);
            }
        }
        if (victim != null && victim != entry) {
            if (!replace) {
                throw new StyxException(Errno.EEXIST);
            }
            if (victim.isDirectory() != entry.isDirectory()) {
                throw new StyxException(victim.isDirectory() ? Errno.EISDIR : Errno.ENOTDIR);
            }
            victim.requireEmpty();
        }
        entry.volume.requireWritable();
    }

    void make() throws StyxException {
        Directory from = entry.parent;
        if (victim == entry && entry.name.equals(name) && from == to) {
            return;
        }
        from.move(entry, to, name, victim == entry ? null : victim);
        from.entry.touch();
        to.entry.touch();
        if (victim != null && victim != entry && victim.holders == 0) {
            victim.freeClusters();
        }
    }
}
