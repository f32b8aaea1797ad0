package obol.nucleus.stack;

import obol.layout.ObjectLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Utf8;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.threads.JavaThreads;

/** The text of an exception that nobody caught, as HotSpot prints it, without System.err. */
public final class Uncaught {
    private static final int ERROR = 2;

    private Uncaught() {}

    public static void print(Throwable thrown) {
        StringBuilder text = new StringBuilder("Exception in thread \"").append(JavaThreads.currentName()).append("\" ");
        StackTraceElement[] none = {};
        append(text, thrown, none, "");
        byte[] bytes = Utf8.encode(text.toString());
        write(bytes, bytes.length);
    }

    private static void append(StringBuilder text, Throwable thrown, StackTraceElement[] enclosing, String caption) {
        Throwable current = thrown;
        StackTraceElement[] outer = enclosing;
        String before = caption;
        while (current != null) {
            StackTraceElement[] trace = current.getStackTrace();
            int common = commonFrames(trace, outer);
            text.append(before).append(current).append('\n');
            for (int i = 0; i < trace.length - common; i++) {
                text.append("\tat ").append(trace[i]).append('\n');
            }
            if (common != 0) {
                text.append("\t... ").append(common).append(" more\n");
            }
            Throwable cause = current.getCause();
            current = cause == current ? null : cause;
            outer = trace;
            before = "Caused by: ";
        }
    }

    /** How many frames the two traces have in common at their ends. */
    private static int commonFrames(StackTraceElement[] trace, StackTraceElement[] enclosing) {
        int common = 0;
        while (common < trace.length && common < enclosing.length
                && trace[trace.length - 1 - common].equals(enclosing[enclosing.length - 1 - common])) {
            common++;
        }
        return common;
    }

    @NoAllocation
    private static void write(byte[] bytes, int length) {
        Machine.write(ERROR, Memory.addressOf(bytes) + ObjectLayout.ARRAY_ELEMENTS, length);
    }
}
