package seeing;

import obol.channels.Provides;

/** Sees nothing, as it does not say what. */
@Provides("blind")
public final class BlindService extends Looks implements Looking {
}
