package obol.system.bridge;

import obol.styx.AttributeChange;
import obol.styx.Attributes;
import obol.styx.Mode;
import obol.system.files.Change;
import obol.system.files.OpenMode;
import obol.system.files.Status;

/** The same values as the contract and as the 9P library have them. */
public final class Conversions {
    private Conversions() {
    }

    public static Status status(Attributes a) {
        boolean directory = (a.mode & Mode.DMDIR) != 0;
        return new Status(a.name, a.qid.path(), a.qid.version(), a.mode, directory ? 0 : a.length, a.accessed, a.modified, a.changed,
                a.created, a.owner, a.group, a.modifier, (int) Math.min(a.links, Integer.MAX_VALUE), a.target);
    }

    static AttributeChange change(Change change) {
        AttributeChange c = new AttributeChange();
        change.mode().ifPresent(mode -> {
            c.mask |= AttributeChange.MODE;
            c.mode = mode;
        });
        change.length().ifPresent(length -> {
            c.mask |= AttributeChange.LENGTH;
            c.length = length;
        });
        change.accessed().ifPresent(time -> {
            c.mask |= time == Change.NOW ? AttributeChange.ACCESSED_NOW : AttributeChange.ACCESSED;
            c.accessed = time;
        });
        change.modified().ifPresent(time -> {
            c.mask |= time == Change.NOW ? AttributeChange.MODIFIED_NOW : AttributeChange.MODIFIED;
            c.modified = time;
        });
        change.name().ifPresent(name -> {
            c.mask |= AttributeChange.NAME;
            c.name = name;
            c.replace = change.replace();
        });
        change.owner().ifPresent(owner -> {
            c.mask |= AttributeChange.OWNER;
            c.owner = owner;
        });
        change.group().ifPresent(group -> {
            c.mask |= AttributeChange.GROUP;
            c.group = group;
        });
        return c;
    }

    static obol.styx.OpenMode mode(OpenMode mode) {
        int access = mode.writes() ? mode.reads() ? Mode.ORDWR : Mode.OWRITE
                : mode.execute() && !mode.reads() ? Mode.OEXEC : Mode.OREAD;
        return new obol.styx.OpenMode(access, mode.truncate(), mode.append(), mode.removeOnClose(), mode.exclusive(), false);
    }

    /** How a client of 9P opens; what it asks about directories its session has checked. */
    public static OpenMode mode(obol.styx.OpenMode mode) {
        return new OpenMode(mode.reads(), mode.writes(), mode.truncate(), mode.append(), mode.exclusive(), mode.removeOnClose(),
                mode.access() == Mode.OEXEC);
    }
}
