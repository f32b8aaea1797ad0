package obol.channels.testing;

/** What a service did wrong. @param key the same for the same fault, however it came about */
final class Failure extends Exception {
    private static final long serialVersionUID = 1;
    private final String key;
    private final boolean slow;

    Failure(String key, String message) {
        this(key, message, false);
    }

    /** @param slow to see it again takes the whole patience */
    Failure(String key, String message, boolean slow) {
        super(message, null, false, false);
        this.key = key;
        this.slow = slow;
    }

    String key() {
        return key;
    }

    boolean isSlow() {
        return slow;
    }
}
