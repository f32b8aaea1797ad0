package obol.system.posix;

import java.util.ArrayList;
import java.util.List;
import obol.nucleus.port.Errors;
import obol.system.processes.Processes.Descriptor;

/** The table of descriptors: a number for each, the lowest that is free. */
final class Descriptors {
    private static final int MOST = 1024;

    private final List<OpenDescription> open = new ArrayList<>();

    /** Takes the description over; it is closed if there is no number left. */
    int add(OpenDescription description) {
        int number = place(description);
        if (number < 0) {
            description.close();
        }
        return number;
    }

    private synchronized int place(OpenDescription description) {
        int free = open.indexOf(null);
        if (free >= 0) {
            open.set(free, description);
            return free;
        }
        if (open.size() == MOST) {
            return -Errors.EMFILE;
        }
        open.add(description);
        return open.size() - 1;
    }

    /** Null if the number stands for nothing. */
    synchronized OpenDescription get(int number) {
        return number >= 0 && number < open.size() ? open.get(number) : null;
    }

    synchronized int duplicate(int number) {
        OpenDescription description = get(number);
        if (description == null) {
            return -Errors.EBADF;
        }
        int other = place(description);
        description.references += other < 0 ? 0 : 1;
        return other;
    }

    /** Puts another description, or null for none, at a number; closes what was there if that was its last descriptor. */
    int replace(int number, OpenDescription other) {
        OpenDescription before;
        boolean last;
        synchronized (this) {
            before = get(number);
            if (before == null) {
                return -Errors.EBADF;
            }
            open.set(number, other);
            last = --before.references == 0;
        }
        if (last) {
            before.close();
        }
        return 0;
    }

    /** As {@code /proc/N/fd} shows them. */
    List<Descriptor> list() {
        List<OpenDescription> all;
        synchronized (this) {
            all = new ArrayList<>(open);
        }
        List<Descriptor> list = new ArrayList<>();
        for (int number = 0; number < all.size(); number++) {
            OpenDescription d = all.get(number);
            if (d != null) {
                list.add(new Descriptor(number, d.mode(), d.position(), d.path()));
            }
        }
        return list;
    }
}
