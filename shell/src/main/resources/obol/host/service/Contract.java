package @name@;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import obol.channels.AsFile;
import obol.channels.Contract;

/** Greets, and counts whom. Each method is a call of a client; its bounds hold on both sides. */
public interface @Name@ extends Contract {
    /** A greeting for someone. */
    @Size(max = 60) String greet(@NotBlank @Size(max = 40) String who) throws TooMany;

    /** How many have been greeted. */
    long greeted();

    /** The word to greet with; a file, {@code /srv/@name@/word}. */
    @AsFile
    String word();

    /** Writes that file. */
    @AsFile
    void setWord(@NotBlank @Size(max = 10) String word);

    /** There has been enough greeting; the service is as before. */
    class TooMany extends Exception {
        private static final long serialVersionUID = 1;

        public TooMany(String message) {
            super(message);
        }
    }
}
