package obol.channels.runtime;

import obol.channels.ServerFault;
import obol.channels.codec.Malformed;

/** The words for what went wrong at the other end. */
public final class Faults {
    private static final String API = "obol.channels.";
    private static final String[] PREFIXES =
            {"java.", "jdk.", API + "codec.", API + "runtime.", API + "text.", API + "testing.",
                API + "transport.", API + "loopback.", API + "kernel."};

    private Faults() {
    }

    /** {@code Name: message}, with the simple name of the class. */
    static String name(Throwable thrown) {
        String name = simpleName(thrown.getClass().getName());
        return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
    }

    /** What and where: {@code counter: NullPointerException in Server.add, Counter.java:12}. */
    static String place(String service, Throwable thrown) {
        return service + ": " + name(thrown) + frame(thrown);
    }

    /** The innermost line of users' code: {@code  in Server.add, Counter.java:12}; empty if there is none. */
    public static String frame(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String type = frame.getClassName();
            if (isOurs(type)) {
                continue;
            }
            text.append(" in ").append(simpleName(type)).append('.').append(frame.getMethodName());
            if (frame.getFileName() != null) {
                text.append(", ").append(frame.getFileName());
                if (frame.getLineNumber() > 0) {
                    text.append(':').append(frame.getLineNumber());
                }
            }
            break;
        }
        return text.toString();
    }

    /** Whether a class is of the library, the channels or generated: its line tells the author of a service nothing. */
    private static boolean isOurs(String type) {
        for (String prefix : PREFIXES) {
            if (type.startsWith(prefix)) {
                return true;
            }
        }
        boolean api = type.startsWith(API) && type.indexOf('.', API.length()) < 0;
        return api || type.endsWith("$Skeleton") || type.endsWith("$Codec");
    }

    static ServerFault malformedReply(String method, RuntimeException why) {
        ServerFault fault = new ServerFault(method + ": " + (why instanceof Malformed ? why.getMessage() : name(why)));
        fault.initCause(why);
        return fault;
    }

    static String simpleName(String binaryName) {
        return binaryName.substring(Math.max(binaryName.lastIndexOf('.'), binaryName.lastIndexOf('$')) + 1);
    }
}
