package obol.nucleus.stack;

import obol.nucleus.Console;
import obol.nucleus.Memory;
import obol.nucleus.Utf8;
import obol.nucleus.classes.Hubs;
import obol.nucleus.port.MachineLog;
import obol.nucleus.port.Port;
import obol.nucleus.port.Posix;

/**
 * The text of an exception that nobody caught, as HotSpot prints it, without System.err:
 * on the process's own standard error, or the machine's if that fails.
 */
public final class Uncaught {
    private static final int ERROR = 2;

    private Uncaught() {}

    /** Hands it to the thread's handler if it has one of its own, else prints it. Throws nothing, whatever state the heap is in. */
    public static void report(Thread thread, Throwable thrown) {
        try {
            handle(thread, thrown);
        } catch (Throwable failure) {
            Console.error("\nException: ");
            Console.error(Hubs.name(Memory.hubOf(failure)));
            Console.error(" thrown from the UncaughtExceptionHandler in thread \"");
            Console.error(thread.getName());
            Console.error("\"\n");
        }
    }

    private static void handle(Thread thread, Throwable thrown) {
        Thread.UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
        if (handler == thread.getThreadGroup() && Thread.getDefaultUncaughtExceptionHandler() != null) {
            handler = Thread.getDefaultUncaughtExceptionHandler();
        }
        if (handler == null || handler == thread.getThreadGroup()) {
            print(thread.getName(), thrown);
            return;
        }
        try {
            handler.uncaughtException(thread, thrown);
        } catch (Throwable ignored) {
            // As in the class library: what a handler throws is dropped.
        }
    }

    private static void print(String threadName, Throwable thrown) {
        StringBuilder text = new StringBuilder("Exception in thread \"").append(threadName).append("\" ");
        append(text, thrown, new StackTraceElement[0], "", "", null);
        byte[] bytes = Utf8.encode(text.toString());
        try {
            write(bytes);
        } catch (Throwable noStandardError) {
            MachineLog.write(MachineLog.ERROR, bytes, 0, bytes.length);
        }
    }

    private static void write(byte[] bytes) {
        for (int done = 0; done < bytes.length;) {
            int written = Port.posix().write(ERROR, bytes, done, bytes.length - done, Posix.HERE);
            if (written <= 0) {
                return;
            }
            done += written;
        }
    }

    /** The exceptions that the text is inside of. */
    private static final class Outer {
        final Throwable thrown;
        final Outer next;

        Outer(Throwable thrown, Outer next) {
            this.thrown = thrown;
            this.next = next;
        }

        static boolean contains(Outer list, Throwable thrown) {
            for (Outer o = list; o != null; o = o.next) {
                if (o.thrown == thrown) {
                    return true;
                }
            }
            return false;
        }
    }

    private static void append(StringBuilder text, Throwable thrown, StackTraceElement[] enclosing,
            String prefix, String caption, Outer outer) {
        text.append(prefix).append(caption);
        if (Outer.contains(outer, thrown)) {
            text.append("[CIRCULAR REFERENCE: ").append(thrown).append("]\n");
            return;
        }
        Outer here = new Outer(thrown, outer);
        StackTraceElement[] trace = thrown.getStackTrace();
        int common = commonFrames(trace, enclosing);
        text.append(thrown).append('\n');
        for (int i = 0; i < trace.length - common; i++) {
            text.append(prefix).append("\tat ").append(trace[i]).append('\n');
        }
        if (common != 0) {
            text.append(prefix).append("\t... ").append(common).append(" more\n");
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            append(text, suppressed, trace, prefix + "\t", "Suppressed: ", here);
        }
        if (thrown.getCause() != null) {
            append(text, thrown.getCause(), trace, prefix, "Caused by: ", here);
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
}
