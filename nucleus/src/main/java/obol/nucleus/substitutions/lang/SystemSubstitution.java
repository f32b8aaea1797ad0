package obol.nucleus.substitutions.lang;

import java.io.InputStream;
import java.io.PrintStream;
import obol.nucleus.Machine;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Constant;
import obol.nucleus.annotation.ConstantNull;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.annotation.Unsupported;
import obol.nucleus.heap.ArrayCopy;
import obol.nucleus.threads.Monitors;

@Substitutes("java.lang.System")
public final class SystemSubstitution {
    @Alias private static InputStream in;
    @Alias private static PrintStream out;
    @Alias private static PrintStream err;

    /** The class library's own start: properties, standard streams, the first thread's group. Once. */
    @Alias public static native void initPhase1();

    /** The first thing that {@link #initPhase1} does: opens this class's back door to other packages. */
    @Alias public static native void setJavaLangAccess();

    @ConstantNull(reason = "there is no security manager")
    public static native SecurityManager getSecurityManager();

    @Constant(value = 0, reason = "there is no security manager")
    private static native boolean allowSecurityManager();

    @Substitute(reason = "nothing to register")
    private static void registerNatives() {}

    @Substitute(reason = "native; the field is final")
    private static void setIn0(InputStream stream) {
        in = stream;
    }

    @Substitute(reason = "native; the field is final")
    private static void setOut0(PrintStream stream) {
        out = stream;
    }

    @Substitute(reason = "native; the field is final")
    private static void setErr0(PrintStream stream) {
        err = stream;
    }

    @Unsupported(reason = "native libraries")
    public static native void load(String file);

    @Unsupported(reason = "native libraries")
    public static native void loadLibrary(String name);

    @Unsupported(reason = "System.Logger")
    public static native System.Logger getLogger(String name);

    @Unsupported(reason = "System.Logger")
    public static native System.Logger getLogger(String name, java.util.ResourceBundle bundle);

    @Substitute(reason = "native")
    public static void arraycopy(Object from, int fromIndex, Object to, int toIndex, int length) {
        ArrayCopy.copy(from, fromIndex, to, toIndex, length);
    }

    @Substitute(reason = "native")
    public static int identityHashCode(Object object) {
        return Monitors.identityHash(object);
    }

    @Substitute(reason = "native")
    public static long nanoTime() {
        return Machine.monotonicTime();
    }

    @Substitute(reason = "native")
    public static long currentTimeMillis() {
        return Machine.wallTime() / 1_000_000;
    }
}
