package obol.system.console;

import obol.channels.Contract;
import obol.channels.Pending;
import obol.system.carrier.Outside.Window;

/** The console as a shell sees it; service {@code terminal}. */
public interface Terminal extends Contract {
    /**
     * The next Ctrl-C that is typed while the console is cooked. It goes to one client: to the one that connected last and is still
     * there. Gives how many came since the last time. One that came before this was called is given at once.
     */
    Pending<Integer> interrupt();

    /** The window as it is now. Columns and rows are 0 where nobody knows them. */
    Window window();
}
