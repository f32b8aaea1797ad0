package seeing;

import java.util.List;
import obol.channels.Contract;

/** Looks at files for its client. */
public interface Looking extends Contract {
    /** The first line of a file. */
    String line(String path) throws Hidden;

    List<String> list(String path) throws Hidden;

    void write(String path, String text) throws Hidden;

    /** Whether a service can be connected to. */
    boolean reaches(String service);

    /** The file cannot be used, as the message says. */
    class Hidden extends Exception {
        private static final long serialVersionUID = 1;

        public Hidden(String message) {
            super(message);
        }
    }
}
