package obol.channels.runtime;

import obol.channels.ServerFault;
import obol.channels.codec.Malformed;

/** The words for what went wrong at the other end. */
final class Faults {
    private Faults() {
    }

    /** {@code Name: message}, with the simple name of the class. */
    static String name(Throwable thrown) {
        String name = simpleName(thrown.getClass().getName());
        return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
    }

    /** What and where: {@code counter: NullPointerException in Server.add, Counter.java:12}. */
    static String place(String service, Throwable thrown) {
        StringBuilder text = new StringBuilder(service).append(": ").append(name(thrown));
        StackTraceElement[] trace = thrown.getStackTrace();
        for (StackTraceElement frame : trace) {
            String type = frame.getClassName();
            if (type.startsWith("java.") || type.startsWith("jdk.")) {
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

    static ServerFault malformedReply(String method, RuntimeException why) {
        ServerFault fault = new ServerFault(method + ": " + (why instanceof Malformed ? why.getMessage() : name(why)));
        fault.initCause(why);
        return fault;
    }

    static String simpleName(String binaryName) {
        return binaryName.substring(Math.max(binaryName.lastIndexOf('.'), binaryName.lastIndexOf('$')) + 1);
    }
}
