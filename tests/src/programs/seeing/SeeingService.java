package seeing;

import obol.channels.Provides;
import obol.channels.Sees;
import obol.channels.Uses;

/** Sees temporary files. */
@Provides("seeing")
@Sees("/tmp")
@Uses("blind")
public final class SeeingService extends Looks implements Looking {
}
