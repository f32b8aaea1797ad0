package crash;

import java.util.concurrent.locks.LockSupport;
import obol.channels.Provides;

@Provides("fragile")
public final class FragileService implements Fragile {
    @Override
    public int halve(int number) {
        return number / 2;
    }

    @Override
    public void shatter() {
        Thread another = new Thread(LockSupport::park);
        another.setDaemon(true);
        another.start();
        Thread.yield();
        throw new AssertionError("as it should");
    }
}
