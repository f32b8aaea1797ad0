package obol.system.console;

import obol.system.carrier.Outside;
import obol.system.carrier.Stream;

/** What a console's bytes come from and go to, and how they are written there. Waits for nothing; belongs to the console's thread. */
interface Line {
    /** Most bytes that one that is shown becomes. */
    int MOST = 3;

    /** Whether a person types, now and always. */
    boolean interactive();

    /** What is typed: read, never written. Asked for once, as are the others, and the caller's then. */
    Stream input();

    /** What is shown: written, never read. */
    Stream output();

    /** Where standard error of the machine goes; asked of a line without a person only: a person has one screen. */
    Stream errors();

    Outside.Window window();

    /** Of bytes that were received, those that were typed. */
    byte[] typed(byte[] received);

    /** What the other side is to be sent on account of what it has sent, as it is; none if there is nothing. Once for each time. */
    byte[] takeReply();

    /** Writes a byte that is shown; how many it became, at most {@link #MOST}. */
    int encode(byte shown, byte[] to, int at);
}
