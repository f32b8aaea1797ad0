package obol.classfile;

/**
 * An entry of the exception table (JVMS 4.7.3).
 *
 * @param start     first bci covered
 * @param end       first bci no longer covered; greater than {@code start}, at most the length of the code
 * @param handler   bci of the handler
 * @param catchType internal name of the class caught, or null for any
 */
public record ExceptionHandler(int start, int end, int handler, String catchType) {
    public boolean covers(int bci) {
        return start <= bci && bci < end;
    }
}
