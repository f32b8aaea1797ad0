package obol.channels.kernel;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import obol.layout.KernelLayout;
import obol.nucleus.abi.ExchangeMemory;
import obol.nucleus.abi.Links;

/**
 * A handle, and the object that owns it. When nobody holds the object any more, because an exception has left it without an owner, the
 * handle is closed: at the next time that the process makes another one or waits for a call. There is no thread for that.
 */
final class Watch extends PhantomReference<Object> {
    private static final ReferenceQueue<Object> ABANDONED = new ReferenceQueue<>();
    /** Those that have not been released, linked, so that they are not collected themselves. Guarded by this class. */
    private static Watch first;

    private final int kind;
    private long handle;
    private Watch next;
    private Watch previous;

    /** @param kind of the handle, see {@link KernelLayout} */
    Watch(Object owner, int kind, long handle) {
        super(owner, ABANDONED);
        this.kind = kind;
        this.handle = handle;
        sweep();
        synchronized (Watch.class) {
            next = first;
            if (first != null) {
                first.previous = this;
            }
            first = this;
        }
    }

    /** 0 once it was released. */
    long handle() {
        return handle;
    }

    /** As a message takes it: the kind above the handle; 0 once it was released. */
    long travelling() {
        long present = handle;
        return present == 0 ? 0 : (long) kind << KernelLayout.TRAVEL_SHIFT | present;
    }

    /** The handle has left, or is closed by the caller: gives it, once, then 0. */
    long release() {
        synchronized (Watch.class) {
            long taken = handle;
            if (taken != 0) {
                handle = 0;
                unlink();
                clear();
            }
            return taken;
        }
    }

    /** Closes the handle, once. */
    void close() {
        long closed = release();
        if (closed == 0) {
            return;
        }
        if (kind == KernelLayout.MEMORY) {
            ExchangeMemory.free(closed);
        } else {
            Links.close(closed);
        }
    }

    /** Closes what was abandoned. */
    static void sweep() {
        for (Watch abandoned = (Watch) ABANDONED.poll(); abandoned != null; abandoned = (Watch) ABANDONED.poll()) {
            abandoned.close();
        }
    }

    private void unlink() {
        if (previous == null) {
            first = next;
        } else {
            previous.next = next;
        }
        if (next != null) {
            next.previous = previous;
        }
        next = null;
        previous = null;
    }
}
