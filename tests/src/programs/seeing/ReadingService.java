package seeing;

import obol.channels.Provides;
import obol.channels.Sees;

/** Sees temporary files and devices, and changes nothing. */
@Provides("reading")
@Sees(readOnly = {"/tmp", "/dev"})
public final class ReadingService extends Looks implements Looking {
}
