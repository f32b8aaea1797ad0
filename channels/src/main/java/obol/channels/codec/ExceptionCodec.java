package obol.channels.codec;

/** One checked exception class of a contract, which carries its message only. Generated for each class. */
public abstract class ExceptionCodec {
    public abstract Class<?> type();

    /** A fresh instance with its own stack trace. */
    public abstract Exception make(String message);
}
