package obol.channels.codec;

/**
 * The exceptions that a method declares, in order of their names: what a reply can be instead of a result. A reply begins with 0
 * for a result or n + 1 for exception n, followed by a flag and the message, if it has one.
 */
public final class Throwing {
    /** Of a method that declares none. */
    public static final Throwing NOTHING = new Throwing(new ExceptionCodec[0]);

    private final ExceptionCodec[] codecs;

    /** Takes the array over. */
    public Throwing(ExceptionCodec[] codecs) {
        this.codecs = codecs;
    }

    /** Writes the head of a reply with a result. */
    public static void writeResult(Writer writer) {
        writer.writeCount(0);
    }

    /** Writes a reply with an exception, as the nearest of its classes that is declared. False, and nothing written, if none is. */
    public boolean write(Writer writer, Throwable thrown) {
        for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
            for (int i = 0; i < codecs.length; i++) {
                if (codecs[i].type() == type) {
                    writer.writeCount(i + 1);
                    String message = thrown.getMessage();
                    writer.writeBoolean(message != null);
                    if (message != null) {
                        writer.writeExcerpt(message);
                    }
                    return true;
                }
            }
        }
        return false;
    }

    /** Reads the head of a reply: null if a result follows, else the exception, which is then the whole reply. */
    public Exception read(Reader reader) {
        int outcome = reader.readIndex(codecs.length + 1);
        if (outcome == 0) {
            return null;
        }
        Exception thrown = codecs[outcome - 1].make(reader.readBoolean() ? reader.readString() : null);
        reader.finish();
        return thrown;
    }
}
