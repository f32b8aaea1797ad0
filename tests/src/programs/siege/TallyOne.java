package siege;

import obol.channels.Provides;
import obol.channels.supervision.Restart;

@Provides("tally-one")
@Restart(most = 1_000_000, seconds = 3600)
public final class TallyOne extends Tallying implements Tally {
}
