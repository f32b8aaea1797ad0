package obol.system.files;

import obol.styx.Errno;

/**
 * A file operation was refused. The message is the text that 9P sends, such as {@code file does not exist}; {@code Errno.of} gives its
 * number. Without a stack trace: it is an answer, and costs as little as one.
 */
public class FileException extends Exception {
    private static final long serialVersionUID = 1;

    public FileException(String message) {
        super(message, null, false, false);
    }

    /** There is no such file. */
    public boolean isNotFound() {
        return Errno.of(getMessage()) == Errno.ENOENT;
    }

    /** Nobody reads the pipe any more that was written to. */
    public boolean isBrokenPipe() {
        return Errno.of(getMessage()) == Errno.EPIPE;
    }
}
