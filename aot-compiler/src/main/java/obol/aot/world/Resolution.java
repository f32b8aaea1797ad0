package obol.aot.world;

import obol.aot.ir.Linkage;

/** What a symbolic reference names, or why it names nothing: exactly one of the two is null. */
public record Resolution<T>(T value, Linkage failure) {
    public static <T> Resolution<T> of(T value) {
        return new Resolution<>(value, null);
    }

    public static <T> Resolution<T> failed(Linkage failure) {
        return new Resolution<>(null, failure);
    }

    /** @param error simple name of a class of {@code java.lang} */
    static <T> Resolution<T> failed(String error, String message) {
        return failed(new Linkage("java/lang/" + error, message));
    }

    public boolean isResolved() {
        return failure == null;
    }
}
