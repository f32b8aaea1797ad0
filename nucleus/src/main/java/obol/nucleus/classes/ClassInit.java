package obol.nucleus.classes;

import static obol.nucleus.Memory.getByte;
import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getReference;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putByte;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;
import static obol.nucleus.Memory.putReference;

import obol.layout.HubLayout;
import obol.layout.InitLayout;
import obol.layout.SipLayout;
import obol.layout.StaticsLayout;
import obol.layout.ThreadLayout;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.OwnedMemory;
import obol.nucleus.annotation.NeverInline;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.threads.Scheduler;
import obol.nucleus.threads.WaitQueue;

/**
 * Initialisation of classes: JVMS 5.5, with the state a byte in the process's statics block and a record
 * ({@link InitLayout}) for each initialisation under way, by which a thread knows its own and others wait.
 */
public final class ClassInit {
    private ClassInit() {}

    /** Returns when the class is initialised, or is being initialised by this thread. */
    @NeverInline
    public static void initialize(long hub) {
        long state = stateOf(hub);
        if (state == 0) {
            return;
        }
        while (true) {
            switch (getByte(state)) {
                case StaticsLayout.INITIALIZED:
                    return;
                case StaticsLayout.ERRONEOUS:
                    throw failedBefore(hub);
                case StaticsLayout.IN_PROGRESS:
                    if (isMine(hub)) {
                        return;
                    }
                    if (beginWait(hub)) {
                        Scheduler.suspend();
                    }
                    break;
                default:
                    begin(hub, state);
                    run(hub, state);
                    return;
            }
        }
    }

    /** Whether the class needs no initialisation any more, for any thread. */
    @NoAllocation
    public static boolean isInitialized(long hub) {
        long state = stateOf(hub);
        return state == 0 || getByte(state) == StaticsLayout.INITIALIZED;
    }

    private static void run(long hub, long state) {
        try {
            if (!Hubs.isInterface(hub)) {
                long superclass = Hubs.superclass(hub);
                if (superclass != 0) {
                    initialize(superclass);
                }
                initializeInterfaces(hub);
            }
            long initializer = getUnsignedInt(hub + HubLayout.INITIALIZER);
            if (initializer != 0) {
                long count = Nucleus.sip() + SipLayout.INITIALIZERS;
                putInt(count, getInt(count) + 1);
                Memory.callVoid(initializer);
            }
        } catch (Throwable thrown) {
            Error error = thrown instanceof Error ? (Error) thrown : new ExceptionInInitializerError(thrown);
            end(hub, state, StaticsLayout.ERRONEOUS);
            remember(hub, thrown);
            throw error;
        }
        end(hub, state, StaticsLayout.INITIALIZED);
    }

    /** Superinterfaces that declare default methods, each after its own superinterfaces (JVMS 5.5, step 7). */
    private static void initializeInterfaces(long hub) {
        int count = Hubs.interfaceCount(hub);
        for (int i = 0; i < count; i++) {
            long superinterface = Hubs.interfaceAt(hub, i);
            initializeInterfaces(superinterface);
            if ((Hubs.flags(superinterface) & HubLayout.FLAG_DEFAULTS) != 0) {
                initialize(superinterface);
            }
        }
    }

    /** The address of the state byte, 0 if the class needs no initialisation. */
    @NoAllocation
    private static long stateOf(long hub) {
        int offset = getInt(hub + HubLayout.INIT_STATE);
        return offset == 0 ? 0 : getLong(Memory.thread() + ThreadLayout.STATICS) + offset;
    }

    @NoAllocation
    private static void begin(long hub, long state) {
        long sip = Nucleus.sip();
        long record = OwnedMemory.take(InitLayout.SIZE);
        putLong(record + InitLayout.HUB, hub);
        putLong(record + InitLayout.THREAD, Memory.thread());
        putLong(record + InitLayout.SINCE, isInitializing() ? InitLayout.NESTED : time(sip));
        putLong(record + InitLayout.NEXT, getLong(sip + SipLayout.INITIALIZATIONS));
        putLong(sip + SipLayout.INITIALIZATIONS, record);
        putByte(state, (byte) StaticsLayout.IN_PROGRESS);
    }

    @NoAllocation
    private static void end(long hub, long state, int result) {
        putByte(state, (byte) result);
        long link = Nucleus.sip() + SipLayout.INITIALIZATIONS;
        long record = getLong(link);
        while (getLong(record + InitLayout.HUB) != hub) {
            link = record + InitLayout.NEXT;
            record = getLong(link);
        }
        putLong(link, getLong(record + InitLayout.NEXT));
        long since = getLong(record + InitLayout.SINCE);
        if (since != InitLayout.NESTED) {
            long sip = Nucleus.sip();
            putLong(sip + SipLayout.INITIALIZERS_TIME, getLong(sip + SipLayout.INITIALIZERS_TIME) + time(sip) - since);
        }
        WaitQueue.wakeAll(record + InitLayout.WAIT_FIRST);
        OwnedMemory.give(record);
    }

    /** Processor time of this process up to now. */
    @NoAllocation
    private static long time(long sip) {
        Scheduler.charge(Nucleus.cpu());
        return getLong(sip + SipLayout.TIME);
    }

    /** Whether this thread is in the middle of initialising a class. */
    @NoAllocation
    private static boolean isInitializing() {
        long record = getLong(Nucleus.sip() + SipLayout.INITIALIZATIONS);
        while (record != 0 && getLong(record + InitLayout.THREAD) != Memory.thread()) {
            record = getLong(record + InitLayout.NEXT);
        }
        return record != 0;
    }

    @NoAllocation
    private static boolean isMine(long hub) {
        long record = find(hub);
        return record != 0 && getLong(record + InitLayout.THREAD) == Memory.thread();
    }

    /** False if the initialisation is over by now. */
    @NoAllocation
    private static boolean beginWait(long hub) {
        long record = find(hub);
        if (record == 0) {
            return false;
        }
        Scheduler.prepareWait(record + InitLayout.WAIT_FIRST, Long.MAX_VALUE);
        return true;
    }

    /** The record of the class's initialisation, 0 if it is not under way. */
    @NoAllocation
    private static long find(long hub) {
        long record = getLong(Nucleus.sip() + SipLayout.INITIALIZATIONS);
        while (record != 0 && getLong(record + InitLayout.HUB) != hub) {
            record = getLong(record + InitLayout.NEXT);
        }
        return record;
    }

    /** Keeps a copy of the failure without its objects, as HotSpot does since 17. */
    private static void remember(long hub, Throwable thrown) {
        String text = "Exception " + thrown.getClass().getName();
        String message = thrown.getMessage();
        if (message != null) {
            text += ": " + message;
        }
        ExceptionInInitializerError cause = new ExceptionInInitializerError(
                text + " [in thread \"" + obol.nucleus.threads.JavaThreads.currentName() + "\"]");
        cause.setStackTrace(thrown.getStackTrace());
        long root = Nucleus.sip() + SipLayout.INIT_FAILURES;
        putReference(root, new InitFailure((int) hub, cause, (InitFailure) getReference(root)));
    }

    private static Error failedBefore(long hub) {
        Error error = new NoClassDefFoundError("Could not initialize class " + Hubs.name(hub));
        InitFailure failure = (InitFailure) getReference(Nucleus.sip() + SipLayout.INIT_FAILURES);
        while (failure != null && failure.hub != (int) hub) {
            failure = failure.next;
        }
        if (failure != null) {
            error.initCause(failure.cause);
        }
        return error;
    }
}
