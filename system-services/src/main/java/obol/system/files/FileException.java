package obol.system.files;

/**
 * A file operation was refused. The message is the text that 9P sends, such as {@code file does not exist}; {@code Errno.of} gives its
 * number. Without a stack trace: it is an answer, and costs as little as one.
 */
public class FileException extends Exception {
    private static final long serialVersionUID = 1;

    public FileException(String message) {
        super(message, null, false, false);
    }
}
