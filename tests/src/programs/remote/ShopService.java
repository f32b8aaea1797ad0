package remote;

import obol.channels.Block;
import obol.channels.Pending;
import obol.channels.Pipe;
import obol.channels.Provides;
import obol.channels.Sink;
import obol.channels.Slot;
import obol.channels.Source;

@Provides("shop")
public final class ShopService implements Shop {
    private final Slot<Source<String>> notes = new Slot<>();
    private int rung;
    private String sign = "closed";

    @Override
    public int price(String article) throws SoldOut {
        if (article.equals("hats")) {
            throw new SoldOut("no hats");
        }
        return article.length();
    }

    @Override
    public Order order(String article) {
        return new Ordered(article);
    }

    private final class Ordered implements Order {
        private final String article;

        Ordered(String article) {
            this.article = article;
        }

        @Override
        public int total() {
            return article.length();
        }

        @Override
        public Shop pay(int coins) {
            return ShopService.this;
        }
    }

    @Override
    public Pending<String> echo(String word) {
        return Pending.of(word + word);
    }

    @Override
    public Source<Integer> numbers(int count) {
        Pipe<Integer> pipe = Pipe.of(count);
        try (Sink<Integer> sink = pipe.sink()) {
            for (int i = 0; i < count; i++) {
                sink.put(i);
            }
        }
        return pipe.source();
    }

    @Override
    public Sink<String> notes() {
        Pipe<String> pipe = Pipe.of(3);
        notes.put(pipe.source());
        return pipe.sink();
    }

    @Override
    public int noted() {
        int length = 0;
        try (Source<String> source = notes.take()) {
            for (String note = source.next(); note != null; note = source.next()) {
                length += note.length();
            }
        }
        return length;
    }

    @Override
    public Block reversed(Block block) {
        for (int i = 0, k = block.size() - 1; i < k; i++, k--) {
            byte swapped = block.get(i);
            block.put(i, block.get(k));
            block.put(k, swapped);
        }
        return block;
    }

    @Override
    public Bell bell() {
        return () -> ++rung;
    }

    @Override
    public int ring(Bell bell, int times) {
        try (bell) {
            int last = 0;
            for (int i = 0; i < times; i++) {
                last = bell.ring();
            }
            return last;
        }
    }

    @Override
    public void crash() {
        throw new IllegalStateException("dropped a vase");
    }

    @Override
    public void hang() {
        while (true) {
            try {
                Thread.sleep(100_000);
            } catch (InterruptedException goOn) {
                // it hangs
            }
        }
    }

    @Override
    public String sign() {
        return sign;
    }

    @Override
    public void setSign(String text) {
        sign = text;
    }
}
