package @name@;

import obol.channels.Program;
import obol.channels.Services;
import obol.channels.Uses;

/** {@code @name@-client WHO...}: a program for the shell that greets everyone it is given. */
@Program("@name@-client")
@Uses("@name@")
public final class @Name@Client {
    private @Name@Client() {
    }

    public static void main(String[] arguments) {
        try (@Name@ service = Services.connect(@Name@.class, "@name@")) {
            for (String who : arguments) {
                System.out.println(service.greet(who));
            }
            System.out.println(service.greeted() + " greeted");
        } catch (@Name@.TooMany enough) {
            System.out.println(enough.getMessage());
        }
    }
}
