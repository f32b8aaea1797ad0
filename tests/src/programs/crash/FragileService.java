package crash;

import obol.channels.Provides;

@Provides("fragile")
public final class FragileService implements Fragile {
    @Override
    public int halve(int number) {
        return number / 2;
    }

    @Override
    public void shatter() {
        throw new AssertionError("as it should");
    }
}
