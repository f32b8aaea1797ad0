package login;

import obol.channels.Program;
import obol.channels.Services;
import obol.channels.Uses;

/** {@code mail USER PASSWORD...}: tries the passwords one after the other, then reads the mail. */
@Program("mail")
@Uses({"login"})
public final class Mail {
    private Mail() {
    }

    public static void main(String[] arguments) {
        try (Login start = Services.connect(Login.class, "login")) {
            Login login = start;
            for (int i = 1; i < arguments.length; i++) {
                Login.Outcome outcome = login.login(arguments[0], new Login.Secret(arguments[i]));
                if (outcome instanceof Login.Granted granted) {
                    readAll(granted.next());
                    return;
                } else if (outcome instanceof Login.Refused refused) {
                    System.out.println(refused.why());
                    login = refused.next();
                } else {
                    System.out.println("locked");
                    return;
                }
            }
            login.close();
        }
    }

    private static void readAll(Session session) {
        try (session) {
            for (int number = 1; session.unread() > 0; number++) {
                System.out.println(session.read(number).text());
            }
            session.logout().close();
        } catch (Session.NotThere gone) {
            System.out.println(gone.getMessage());
        }
    }
}
