package obol.system.carrier;

import obol.channels.Contract;
import obol.channels.Opens;
import obol.channels.Pending;

/** The way out of the machine. */
public interface Outside extends Contract {
    /** The next 9P client that connects. */
    Pending<Accepted> accept();

    record Accepted(Stream stream) {}

    /** The console: what is typed, and what is shown. */
    @Opens Stream console();

    /** Standard error of the machine. */
    @Opens Stream errors();

    /** Columns and rows of the console's window, 0 and 0 if it is none. */
    Window window();

    record Window(int columns, int rows, boolean interactive) {}

    /** Connects to {@code tcp!HOST!PORT}. The pending value fails with the reason. */
    Pending<Accepted> dial(String address);

    /** Says that 9P clients are answered from now on. */
    void ready();
}
