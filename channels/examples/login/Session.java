package login;

import obol.channels.Contract;

/** What a user may do. */
public interface Session extends Contract {
    int unread();

    /** The message of this number, from 1. */
    Page read(int number) throws NotThere;

    /** Back to the login. */
    Login logout();

    /** There is no message of this number. */
    class NotThere extends Exception {
        private static final long serialVersionUID = 1;

        public NotThere(String message) {
            super(message);
        }
    }

    /** One message. */
    record Page(int number, String text) {
    }
}
