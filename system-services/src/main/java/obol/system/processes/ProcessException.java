package obol.system.processes;

/** A process could not be started, or something else was refused; the message says what. */
public class ProcessException extends Exception {
    private static final long serialVersionUID = 1;

    public ProcessException(String message) {
        super(message);
    }
}
