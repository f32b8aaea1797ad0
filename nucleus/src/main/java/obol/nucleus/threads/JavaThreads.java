package obol.nucleus.threads;

import static obol.nucleus.Memory.getReference;

import obol.layout.ThreadLayout;
import obol.nucleus.Memory;

/** java.lang.Thread on threads of the nucleus. */
public final class JavaThreads {
    private JavaThreads() {}

    /** The running thread's name. */
    public static String currentName() {
        Thread current = (Thread) getReference(Memory.thread() + ThreadLayout.JAVA_THREAD);
        return current == null ? "main" : current.getName();
    }
}
