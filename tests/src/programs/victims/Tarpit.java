package victims;

import obol.channels.Contract;

/** A service whose answers do not come. */
public interface Tarpit extends Contract {
    long swallow(long n);
}
