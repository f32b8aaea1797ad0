package siege;

import obol.channels.Provides;
import obol.channels.supervision.Restart;

@Provides("tally-three")
@Restart(most = 1_000_000, seconds = 3600)
public final class TallyThree extends Tallying implements Tally {
}
