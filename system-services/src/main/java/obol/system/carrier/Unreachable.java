package obol.system.carrier;

/** There is no connection; the message is the reason. */
public class Unreachable extends Exception {
    private static final long serialVersionUID = 1;

    public Unreachable(String message) {
        super(message);
    }
}
