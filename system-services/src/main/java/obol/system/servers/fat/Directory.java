package obol.system.servers.fat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import obol.styx.StyxException;
import obol.system.servers.dos.Little;

/**
 * A directory that has been read: its entries by name and by position, and which of its slots of 32 bytes are taken. Positions only
 * rise and stay with an entry that is renamed within the directory, so a listing that goes on meanwhile gives it once.
 */
final class Directory {
    /** Deeper directories are not read: no path to them could be written down (4096 bytes), so they come from damage. */
    private static final int MAX_DEPTH = 2048;
    private static final byte[] DOT = dots("."), DOT_DOT = dots("..");

    final Volume volume;
    final FatFile entry;
    /** null for the root directory of FAT12 and FAT16. */
    final Chain chain;
    final Slots slots;
    /** By {@link Names#key} of long and short names. */
    private final Map<String, FatFile> names = new HashMap<>();
    private final Set<String> shortNames = new HashSet<>();
    private final TreeMap<Long, FatFile> order = new TreeMap<>();
    /**
     * Names that files had until the volume's commit number {@link #leftAt}, with the sector of their slots, or -1 if there are several.
     * On the disk they may still be there beside new ones in other sectors: of two files of one name fsck.fat would rename one, and a
     * reader would see only the first.
     */
    private final Map<String, Long> left = new HashMap<>();
    private long leftAt;
    private long lastPosition;

    /** Reads the directory of an entry. */
    Directory(Volume volume, FatFile entry) throws StyxException {
        this.volume = volume;
        this.entry = entry;
        int depth = 0;
        for (Directory d = entry.parent; d != null; d = d.entry.parent) {
            if (d.chain != null && d.chain.start() == entry.start || ++depth > MAX_DEPTH) {
                throw volume.damaged(entry.path() + " leads to a directory above it");
            }
        }
        boolean fixed = entry.parent == null && volume.geometry.rootCluster() == 0;
        this.chain = fixed ? null : new Chain(volume, entry.start, Slots.mostClusters(volume), entry.path());
        this.slots = new Slots(volume, chain);
        if (!fixed && chain.count() == 0) {
            throw volume.damaged("the directory " + entry.path() + " has no clusters");
        }
        load();
    }

    /** The contents of a new directory, whose one cluster the chain has. */
    static void make(Chain chain, int parentStart, Volume volume, FatFile self) {
        byte[] b = Slots.makeCluster(volume, chain.get(0));
        System.arraycopy(DOT, 0, b, 0, Names.SHORT);
        System.arraycopy(DOT_DOT, 0, b, Slots.SIZE, Names.SHORT);
        self.encode(b, 0, chain.start(), 0);
        self.encode(b, Slots.SIZE, parentStart, 0);
    }

    private static byte[] dots(String dots) {
        byte[] b = new byte[Names.SHORT];
        for (int i = 0; i < b.length; i++) {
            b[i] = (byte) (i < dots.length() ? '.' : ' ');
        }
        return b;
    }

    /** After a move to another directory: where ".." leads. */
    void setParent(int start) throws StyxException {
        byte[] b = slots.change(1);
        int at = Slots.offset(1);
        if (Names.text(Arrays.copyOfRange(b, at, at + Names.SHORT)).equals(Names.text(DOT_DOT))) {
            Little.put16(b, at + 26, start);
            Little.put16(b, at + 20, start >>> 16);
        }
    }

    // ---- reading ----

    private void load() throws StyxException {
        LongName pending = new LongName();
        byte[] b = null;
        int count = slots.capacity();
        for (int slot = 0; slot < count; slot++) {
            int at = Slots.offset(slot);
            if (at == 0) {
                b = volume.sectors.get(slots.sector(slot));
            }
            int first = Little.u8(b, at);
            if (first == 0) {
                break;
            }
            slots.found(slot, first != Slots.ERASED);
            int kind = Little.u8(b, at + 11);
            if (first == Slots.ERASED) {
                pending.clear();
            } else if ((kind & 0x3f) == LongName.ATTRIBUTES) {
                pending.take(b, at, slot);
            } else {
                if ((kind & FatFile.LABEL) == 0 && first != '.') {
                    loadEntry(b, at, slot, pending);
                }
                pending.clear();
            }
        }
        volume.loaded += order.size();
    }

    private void loadEntry(byte[] b, int at, int slot, LongName pending) {
        FatFile e = new FatFile(volume, this, b, at);
        String longName = pending.name(b, at);
        boolean showable = longName != null && Names.isShowable(longName);
        e.name = showable ? longName : Names.shown(e.shortName, e.caseBits);
        e.firstSlot = longName == null ? slot : pending.firstSlot();
        e.slot = slot;
        // a name that can't be said, or that is there twice, is nothing a client could ask for
        if (Names.isShowable(e.name) && !names.containsKey(Names.key(e.name))) {
            register(e, ++lastPosition);
        }
    }

    private void register(FatFile e, long position) {
        e.parent = this;
        e.position = position;
        names.putIfAbsent(Names.key(e.name), e);
        names.putIfAbsent(Names.key(Names.shown(e.shortName, e.caseBits)), e);
        shortNames.add(Names.text(e.shortName));
        order.put(position, e);
    }

    private void unregister(FatFile e) {
        names.remove(Names.key(e.name), e);
        names.remove(Names.key(Names.shown(e.shortName, e.caseBits)), e);
        shortNames.remove(Names.text(e.shortName));
        order.remove(e.position);
        e.parent = null;
    }

    FatFile find(String name) {
        return names.get(Names.key(name));
    }

    boolean isEmpty() {
        return order.isEmpty();
    }

    List<FatFile> after(long position, int most) {
        List<FatFile> some = new ArrayList<>();
        for (FatFile e : order.tailMap(position, false).values()) {
            if (some.size() == most) {
                break;
            }
            some.add(e);
        }
        return some;
    }

    /** Lets go of directories below that nobody uses. True if something below is in use. */
    boolean trim() {
        boolean inUse = false;
        for (FatFile e : order.values()) {
            if (e.directory != null && !e.directory.trim() && e.holders == 0) {
                volume.loaded -= e.directory.order.size();
                e.directory = null;
            }
            inUse |= e.holders > 0 || e.directory != null;
        }
        return inUse;
    }

    // ---- changing ----

    /** Adds an entry under a free name that {@link Names#check} has seen. All or nothing. */
    void add(FatFile e, String name) throws StyxException {
        write(e, name);
        register(e, ++lastPosition);
        volume.loaded++;
    }

    /**
     * Writes an entry's slots, and tells the entry where they are. If they lie in several sectors these reach the disk one after the other:
     * a crash must not leave the short entry alone, as the file would be there under another name.
     */
    private void write(FatFile e, String name) throws StyxException {
        byte[] exact = Names.exact(name);
        boolean plain = exact != null && !shortNames.contains(Names.text(exact));
        byte[] shortName = plain ? exact : Names.alias(name, shortNames);
        int count = plain ? 1 : 1 + LongName.slots(name);
        int first = slots.reserve(count);
        if (wasLeft(name, shortName, slots.sector(first, first + count - 1))) {
            volume.commit();
        }
        e.shortName = shortName;
        e.caseBits = plain ? Names.caseBits(name) : 0;
        e.name = name;
        e.firstSlot = first;
        e.slot = first + count - 1;
        slots.reach(first);
        int sum = Names.checksum(shortName, 0);
        boolean spread = slots.sector(first, e.slot) < 0;
        if (spread) {
            volume.commit();
        }
        for (int i = 0; i < count - 1; i++) {
            LongName.write(slots.change(first + i), Slots.offset(first + i), name, count - 1 - i, i == 0, sum);
            if (spread && (first + i + 1) % Slots.PER_SECTOR == 0) {
                volume.commit();
            }
        }
        e.encode(slots.change(e.slot), Slots.offset(e.slot), e.start, e.size);
        System.arraycopy(shortName, 0, slots.change(e.slot), Slots.offset(e.slot), Names.SHORT);
        slots.take(first, count);
    }

    /** The names of an entry in these slots are left. */
    private void leave(String name, byte[] shortName, int first, int last) {
        if (leftAt != volume.commits()) {
            leftAt = volume.commits();
            left.clear();
        }
        left.put(Names.key(name), slots.sector(first, last));
        left.put(Names.key(Names.shown(shortName, 0)), slots.sector(first, last));
    }

    /** Whether the disk may show one of these names twice once the new one is written to a sector; -1 stands for several. */
    private boolean wasLeft(String name, byte[] shortName, long sector) {
        if (leftAt != volume.commits()) {
            return false;
        }
        Long one = left.get(Names.key(name));
        Long other = left.get(Names.key(Names.shown(shortName, 0)));
        return one != null && (one < 0 || one != sector) || other != null && (other < 0 || other != sector);
    }

    void remove(FatFile e) throws StyxException {
        leave(e.name, e.shortName, e.firstSlot, e.slot);
        slots.erase(e.firstSlot, e.slot);
        unregister(e);
        volume.loaded--;
    }

    /**
     * Gives an entry of this directory another name, in the place of {@code victim} if that is not null: then it takes over the
     * victim's slots with their name. It has either its old name or its new one on the disk at any moment, or both.
     */
    void move(FatFile e, Directory to, String name, FatFile victim) throws StyxException {
        Directory moved = e.isDirectory() && this != to ? e.directory() : null;
        int oldFirst = e.firstSlot;
        int oldLast = e.slot;
        byte[] exact = Names.exact(name);
        boolean sameSlot = this == to && victim == null && oldFirst == oldLast && exact != null
                && Names.text(exact).equals(Names.text(e.shortName));
        long position = e.position;
        if (sameSlot) {
            unregister(e);
            e.name = name;
            e.caseBits = Names.caseBits(name);
            register(e, position);
            e.store();
            return;
        }
        String oldName = e.name;
        byte[] oldShort = e.shortName;
        int oldCase = e.caseBits;
        if (victim == null) {
            to.write(e, name);
        } else {
            e.firstSlot = victim.firstSlot;
            e.slot = victim.slot;
            e.name = victim.name;
            e.shortName = victim.shortName;
            e.caseBits = victim.caseBits;
            to.unregister(victim);
            volume.loaded--;
        }
        String newName = e.name;
        byte[] newShort = e.shortName;
        int newCase = e.caseBits;
        e.name = oldName;
        e.shortName = oldShort;
        e.caseBits = oldCase;
        unregister(e);
        e.name = newName;
        e.shortName = newShort;
        e.caseBits = newCase;
        to.register(e, this == to ? position : ++to.lastPosition);
        e.store();
        if (moved != null) {
            moved.setParent(to.entry.parent == null ? 0 : to.entry.start);
        }
        long sector = slots.sector(oldFirst, oldLast);
        if (sector < 0 || to.slots.sector(e.firstSlot, e.slot) != sector) {
            volume.commit();
        }
        slots.erase(oldFirst, oldLast);
        leave(oldName, oldShort, oldFirst, oldLast);
    }
}
