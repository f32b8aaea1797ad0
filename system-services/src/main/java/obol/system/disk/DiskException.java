package obol.system.disk;

/** A disk did not do what it was asked for; the message says why. */
public class DiskException extends Exception {
    private static final long serialVersionUID = 1;

    public DiskException(String message) {
        super(message, null, false, false);
    }
}
