package siege;

import java.util.List;
import obol.channels.Block;
import obol.channels.Services;
import obol.channels.supervision.Keeper;

/** A tally whose sum outlives the instance. */
abstract class Tallying implements Tally {
    private final Keeper keeper = Services.connect(Keeper.class, "keeper");
    private long sum;

    Tallying() {
        try (Block kept = keeper.kept()) {
            sum = kept.size() == 0 ? 0 : kept.getLong(0);
        }
    }

    @Override
    public long add(int n) {
        sum += n;
        Block state = Block.allocate(Long.BYTES);
        state.putLong(0, sum);
        keeper.keep(state);
        return sum;
    }

    @Override
    public void dawdle(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void fail(String how) {
        switch (how) {
            case "recursion" -> fail(how);
            case "memory" -> {
                byte[][] all = new byte[1 << 20][];
                for (int i = 0; i < all.length; i++) all[i] = new byte[1 << 16];
            }
            default -> throw new IllegalStateException(how);
        }
    }

    @Override
    public int length(List<String> texts) {
        return texts.stream().mapToInt(String::length).sum();
    }

    @Override
    public int depth(Nested nested) {
        return nested.inner().isEmpty() ? 1 : 1 + depth(nested.inner().get(0));
    }

    @Override
    public Tally another() {
        return this;
    }
}
