package obol.nucleus.threads;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.LockWord;
import obol.layout.MemoryMap;
import obol.layout.MonitorLayout;
import obol.layout.ObjectLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.OwnedMemory;
import obol.nucleus.annotation.AlwaysInline;
import obol.nucleus.annotation.NoAllocation;

/**
 * Monitors and identity hashes: the object's lock word, see {@link LockWord}.
 *
 * <p>A monitor structure exists while a thread is in it, waits for it or waits in it; the last one to go puts the lock word
 * back. A thread that wants to enter looks the monitor up anew each time it gets to run, so a monitor may vanish while
 * threads that were woken have not yet come to it. Entering is not in the order of asking.
 */
public final class Monitors {
    private static final long FOREVER = Long.MAX_VALUE;

    private Monitors() {}

    /** Nearly always: enters an object of the heap whose lock word is free. */
    @AlwaysInline
    @NoAllocation
    public static boolean enterFree(Object object) {
        long place = lockPlace(object);
        if (place == 0 || getInt(place) != LockWord.FREE) {
            return false;
        }
        putInt(place, thin(Memory.thread()));
        return true;
    }

    /** Nearly always: leaves what the running thread has entered once, by {@link #enterFree}. */
    @AlwaysInline
    @NoAllocation
    public static boolean exitOnce(Object object) {
        long place = lockPlace(object);
        if (place == 0 || getInt(place) != thin(Memory.thread())) {
            return false;
        }
        putInt(place, LockWord.FREE);
        return true;
    }

    /** The lock word of what the thread has entered once. */
    @AlwaysInline
    @NoAllocation
    private static int thin(long thread) {
        return getInt(thread + ThreadLayout.NUMBER) << LockWord.OWNER_SHIFT | LockWord.THIN;
    }

    public static void enter(Object object) {
        if (tryEnter(object)) {
            return;
        }
        do {
            JavaThreads.setBlocked();
            Scheduler.suspend();
        } while (!tryEnter(object));
        JavaThreads.setRunnable();
    }

    /** Throws IllegalMonitorStateException if the running thread is not inside. */
    public static void exit(Object object) {
        if (!tryExit(object)) {
            throw notOwner();
        }
    }

    public static boolean isInside(Object object) {
        return ownerOf(object) == Memory.thread();
    }

    /**
     * {@code Object.wait}: until notified, the monotonic clock reaches the deadline, or the thread is interrupted.
     * Gives the reason, as {@link Scheduler#suspend}.
     */
    static int await(Object object, long deadline) {
        int count = beginWait(object, deadline);
        if (count < 0) {
            throw notOwner();
        }
        int why = Scheduler.suspend();
        enter(object);
        setCount(object, count);
        return why;
    }

    public static void notify(Object object, boolean all) {
        if (!tryNotify(object, all)) {
            throw notOwner();
        }
    }

    static IllegalMonitorStateException notOwner() {
        return new IllegalMonitorStateException("current thread is not owner");
    }

    /** Enters, or begins to wait for entry: then the caller must suspend itself. */
    @NoAllocation
    private static boolean tryEnter(Object object) {
        long thread = Memory.thread();
        long place = lockPlace(object);
        if (place != 0) {
            int word = getInt(place);
            if (word == LockWord.FREE) {
                putInt(place, thin(thread));
                return true;
            }
            if (isThinOf(word, thread) && (word >>> LockWord.COUNT_SHIFT & LockWord.COUNT_MASK) < LockWord.COUNT_MASK) {
                putInt(place, word + (1 << LockWord.COUNT_SHIFT));
                return true;
            }
        }
        long monitor = inflate(object);
        long owner = getLong(monitor + MonitorLayout.OWNER);
        if (owner == 0 || owner == thread) {
            putLong(monitor + MonitorLayout.OWNER, thread);
            putInt(monitor + MonitorLayout.COUNT, owner == 0 ? 1 : getInt(monitor + MonitorLayout.COUNT) + 1);
            return true;
        }
        Scheduler.prepareWait(monitor + MonitorLayout.ENTER_FIRST, FOREVER);
        return false;
    }

    @NoAllocation
    private static boolean tryExit(Object object) {
        long thread = Memory.thread();
        long place = lockPlace(object);
        if (place != 0 && isThinOf(getInt(place), thread)) {
            int word = getInt(place);
            boolean last = (word >>> LockWord.COUNT_SHIFT & LockWord.COUNT_MASK) == 0;
            putInt(place, last ? LockWord.FREE : word - (1 << LockWord.COUNT_SHIFT));
            return true;
        }
        long monitor = find(object);
        if (monitor == 0 || getLong(monitor + MonitorLayout.OWNER) != thread) {
            return false;
        }
        int count = getInt(monitor + MonitorLayout.COUNT) - 1;
        putInt(monitor + MonitorLayout.COUNT, count);
        if (count == 0) {
            release(object, monitor);
        }
        return true;
    }

    /** Nobody is inside now: a thread that wants to enter is woken, and the monitor goes if nobody needs it. */
    @NoAllocation
    private static void release(Object object, long monitor) {
        putLong(monitor + MonitorLayout.OWNER, 0);
        WaitQueue.wakeFirst(monitor + MonitorLayout.ENTER_FIRST);
        if (WaitQueue.isEmpty(monitor + MonitorLayout.ENTER_FIRST) && WaitQueue.isEmpty(monitor + MonitorLayout.WAIT_FIRST)) {
            deflate(object, monitor);
        }
    }

    /** Leaves the monitor and begins to wait in it; gives how often it had been entered, or -1 if the thread is not inside. */
    @NoAllocation
    private static int beginWait(Object object, long deadline) {
        if (ownerOf(object) != Memory.thread()) {
            return -1;
        }
        long monitor = inflate(object);
        int count = getInt(monitor + MonitorLayout.COUNT);
        putLong(monitor + MonitorLayout.OWNER, 0);
        WaitQueue.wakeFirst(monitor + MonitorLayout.ENTER_FIRST);
        Scheduler.prepareWait(monitor + MonitorLayout.WAIT_FIRST, deadline);
        return count;
    }

    @NoAllocation
    private static void setCount(Object object, int count) {
        if (count > 1) {
            putInt(inflate(object) + MonitorLayout.COUNT, count);
        }
    }

    @NoAllocation
    private static boolean tryNotify(Object object, boolean all) {
        if (ownerOf(object) != Memory.thread()) {
            return false;
        }
        long monitor = find(object);
        if (monitor != 0) {
            if (all) {
                WaitQueue.wakeAll(monitor + MonitorLayout.WAIT_FIRST);
            } else {
                WaitQueue.wakeFirst(monitor + MonitorLayout.WAIT_FIRST);
            }
        }
        return true;
    }

    /** The thread that is inside, 0: none. */
    @NoAllocation
    private static long ownerOf(Object object) {
        long place = lockPlace(object);
        if (place != 0 && (getInt(place) & LockWord.TAG_MASK) == LockWord.THIN) {
            return Threads.byNumber(Nucleus.sip(), getInt(place) >>> LockWord.OWNER_SHIFT);
        }
        long monitor = find(object);
        return monitor == 0 ? 0 : getLong(monitor + MonitorLayout.OWNER);
    }

    @NoAllocation
    private static boolean isThinOf(int word, long thread) {
        return (word & LockWord.TAG_MASK) == LockWord.THIN
                && word >>> LockWord.OWNER_SHIFT == getInt(thread + ThreadLayout.NUMBER);
    }

    /** The address of the lock word, 0 for an object of an image. */
    @NoAllocation
    private static long lockPlace(Object object) {
        long address = Memory.addressOf(object);
        return address >= MemoryMap.HEAP ? address + ObjectLayout.LOCK : 0;
    }

    /** The object's monitor, 0: it has none now. */
    @NoAllocation
    private static long find(Object object) {
        long place = lockPlace(object);
        if (place != 0) {
            int word = getInt(place);
            return (word & LockWord.TAG_MASK) == LockWord.INFLATED ? word & ~LockWord.TAG_MASK : 0;
        }
        long address = Memory.addressOf(object);
        long monitor = getLong(Nucleus.sip() + SipLayout.SHARED_MONITORS);
        while (monitor != 0 && getLong(monitor + MonitorLayout.OBJECT) != address) {
            monitor = getLong(monitor + MonitorLayout.NEXT);
        }
        return monitor;
    }

    /** The object's monitor, made if it has none; a thin lock's owner is then inside it. */
    @NoAllocation
    private static long inflate(Object object) {
        long monitor = find(object);
        if (monitor != 0) {
            return monitor;
        }
        monitor = OwnedMemory.take(MonitorLayout.SIZE);
        long place = lockPlace(object);
        if (place == 0) {
            long list = Nucleus.sip() + SipLayout.SHARED_MONITORS;
            putLong(monitor + MonitorLayout.OBJECT, Memory.addressOf(object));
            putLong(monitor + MonitorLayout.NEXT, getLong(list));
            putLong(list, monitor);
            return monitor;
        }
        int word = getInt(place);
        if ((word & LockWord.TAG_MASK) == LockWord.THIN) {
            putLong(monitor + MonitorLayout.OWNER, Threads.byNumber(Nucleus.sip(), word >>> LockWord.OWNER_SHIFT));
            putInt(monitor + MonitorLayout.COUNT, (word >>> LockWord.COUNT_SHIFT & LockWord.COUNT_MASK) + 1);
        } else {
            putInt(monitor + MonitorLayout.LOCK_WORD, word);
        }
        putInt(place, (int) monitor | LockWord.INFLATED);
        return monitor;
    }

    @NoAllocation
    private static void deflate(Object object, long monitor) {
        long place = lockPlace(object);
        if (place != 0) {
            putInt(place, getInt(monitor + MonitorLayout.LOCK_WORD));
        } else {
            long link = Nucleus.sip() + SipLayout.SHARED_MONITORS;
            while (getLong(link) != monitor) {
                link = getLong(link) + MonitorLayout.NEXT;
            }
            putLong(link, getLong(monitor + MonitorLayout.NEXT));
        }
        OwnedMemory.give(monitor);
    }

    /** {@code System.identityHashCode}: never 0 but for null, below 2^30, the same for the object's life. */
    @NoAllocation
    public static int identityHash(Object object) {
        if (object == null) {
            return 0;
        }
        long place = lockPlace(object);
        if (place == 0) {
            return sharedHash(Memory.addressOf(object));
        }
        int word = getInt(place);
        switch (word & LockWord.TAG_MASK) {
            case LockWord.HASHED:
                return word >>> LockWord.PAYLOAD_SHIFT;
            case LockWord.FREE:
                int hash = nextHash();
                putInt(place, hash << LockWord.PAYLOAD_SHIFT | LockWord.HASHED);
                return hash;
            default:
                long monitor = inflate(object);
                int kept = getInt(monitor + MonitorLayout.LOCK_WORD);
                if (kept == 0) {
                    kept = nextHash() << LockWord.PAYLOAD_SHIFT | LockWord.HASHED;
                    putInt(monitor + MonitorLayout.LOCK_WORD, kept);
                }
                return kept >>> LockWord.PAYLOAD_SHIFT;
        }
    }

    /** An object of an image does not move: a multiplicative hash of its address. */
    @NoAllocation
    private static int sharedHash(long address) {
        return (int) ((address >>> 3) * 0x9E3779B1L >>> 2 & 0x3FFFFFFF) | 1;
    }

    /** Marsaglia's xorshift32, seeded for each process. */
    @NoAllocation
    private static int nextHash() {
        long state = Nucleus.sip() + SipLayout.HASH_STATE;
        int x = getInt(state);
        x ^= x << 13;
        x ^= x >>> 17;
        x ^= x << 5;
        putInt(state, x);
        int hash = x >>> LockWord.PAYLOAD_SHIFT;
        return hash == 0 ? 1 : hash;
    }
}
