package login;

import obol.channels.Contract;

/** What a user may do. */
public interface Session extends Contract {
    int unread();

    Page read(int number);

    /** Back to the login. */
    Login logout();

    /** One message. */
    record Page(int number, String text) {
    }
}
