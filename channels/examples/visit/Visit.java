package visit;

import counter.Counter;
import guestbook.Guestbook;
import java.util.Optional;
import obol.channels.Program;
import obol.channels.Services;
import obol.channels.Uses;

/** {@code visit NAME TEXT}: signs the guest book and counts the visit. */
@Program("visit")
@Uses({"guestbook", "counter"})
public final class Visit {
    private Visit() {
    }

    public static void main(String[] arguments) {
        String name = arguments.length > 0 ? arguments[0] : "";
        String text = arguments.length > 1 ? arguments[1] : "was here";
        try (Guestbook book = Services.connect(Guestbook.class, "guestbook");
             Counter visits = Services.connect(Counter.class, "counter")) {
            int number = book.sign(new Guestbook.Entry(name, text, Guestbook.Mood.HAPPY, Optional.empty()));
            System.out.println("entry " + number + ", visit " + visits.add(1));
            for (Guestbook.Entry entry : book.newest(2)) {
                System.out.println(entry.name() + ": " + entry.text());
            }
        } catch (Guestbook.Refused refused) {
            System.out.println("refused: " + refused.getMessage());
        }
    }
}
