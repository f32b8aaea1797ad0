package victims;

import obol.channels.Provides;

@Provides("tarpit")
public final class TarpitService implements Tarpit {
    @Override
    public long swallow(long n) {
        while (true) {
            Stuck.sleep();
        }
    }
}
