package obol.system.sockets.files;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import obol.nucleus.port.Errors;

/** A set of sockets to be waited for together, as epoll(7) has it: told of what holds, as long as it holds. */
final class SelectorFile extends SocketFile {
    private static final int ADD = 1, REMOVE = 2, CHANGE = 3;
    /** An event that is told once, and then nothing more of that socket before it is changed. */
    private static final int ONCE = 1 << 30;
    private static final int EVENTS = IN | OUT | ERROR | HANG_UP;

    /** Of a socket, those that are to be told. */
    private static final class Interest {
        final SocketFile file;
        int events;

        Interest(SocketFile file, int events) {
            this.file = file;
            this.events = events;
        }
    }

    /** Takes what is told. */
    interface Told {
        void take(int descriptor, int events);
    }

    /** By descriptor. */
    private final Map<Integer, Interest> interests = new LinkedHashMap<>();

    int change(int operation, int descriptor, SocketFile file, int events) {
        synchronized (this) {
            Interest present = interests.get(descriptor);
            if (present != null && present.file.isClosed()) {
                interests.remove(descriptor);
                present = null;
            }
            switch (operation) {
                case ADD -> {
                    if (present != null) {
                        return -Errors.EEXIST;
                    }
                    interests.put(descriptor, new Interest(file, events));
                }
                case REMOVE -> {
                    if (present == null) {
                        return -Errors.ENOENT;
                    }
                    interests.remove(descriptor);
                }
                case CHANGE -> {
                    if (present == null) {
                        return -Errors.ENOENT;
                    }
                    present.events = events;
                }
                default -> {
                    return -EINVAL;
                }
            }
        }
        Waits.changed();
        return 0;
    }

    /** Tells of up to so many sockets; gives of how many. */
    synchronized int tell(int most, Told told) {
        int count = 0;
        for (Iterator<Map.Entry<Integer, Interest>> all = interests.entrySet().iterator(); all.hasNext() && count < most; ) {
            Map.Entry<Integer, Interest> each = all.next();
            Interest interest = each.getValue();
            if (interest.file.isClosed()) {
                all.remove();
                continue;
            }
            int events = interest.events == ONCE ? 0 : interest.file.ready(interest.events & EVENTS);
            if (events != 0) {
                told.take(each.getKey(), events);
                count++;
                if ((interest.events & ONCE) != 0) {
                    interest.events = ONCE;
                }
            }
        }
        return count;
    }

    @Override int ready(int wanted) {
        return 0;
    }

    @Override void end() {}

    @Override protected String path() {
        return "selector";
    }
}
