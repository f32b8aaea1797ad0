package obol.channels.explored;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import obol.channels.Block;
import obol.channels.Pending;
import obol.channels.Pipe;
import obol.channels.Sink;
import obol.channels.Source;

/** A service that does all right; tests override what they break. */
class VaultService implements Vault {
    int wrong;

    @Override
    public int store(Block block) {
        try (block) {
            return block.size();
        }
    }

    @Override
    public long sum(Block block) {
        long sum = 0;
        for (byte each : block.toBytes()) {
            sum += each;
        }
        block.close();
        return sum;
    }

    @Override
    public Opening open(String key) {
        if (key.equals("sesame")) {
            return new Opened(new Inside());
        }
        return ++wrong == 3 ? new Jammed() : new Wrong(wrong, this);
    }

    @Override
    public Shelf shelf(int number) {
        return new Board(number);
    }

    @Override
    public void take(Shelf shelf) {
        shelf.close();
    }

    @Override
    public void visit(Vault other) {
        try (other; Shelf shelf = other.shelf(2)) {
            shelf.put(shelf.number());
        }
    }

    @Override
    public Pending<String> later(Pending<Integer> number) {
        return Pending.of("n" + number.await());
    }

    @Override
    public Source<Integer> count(int most, Source<Integer> more, Sink<String> log) {
        int sum = 0;
        for (Integer next = more.next(); next != null; next = more.next()) {
            sum += next;
        }
        more.close();
        if (log.ready()) {
            log.put("sum " + sum);
        }
        log.close();
        Pipe<Integer> pipe = Pipe.of(8);
        Sink<Integer> out = pipe.sink();
        for (int i = 0; i < most; i++) {
            out.put(i);
        }
        out.close();
        return pipe.source();
    }

    @Override
    public int shapes(List<Shape> shapes, Map<Color, Set<String>> colors, Optional<Tree> tree) {
        return shapes.size() + colors.size();
    }

    class Inside implements Room {
        @Override
        public int look() throws Dark {
            throw new Dark("no light");
        }

        @Override
        public Vault leave() {
            return VaultService.this;
        }
    }

    static class Board implements Shelf {
        private final int number;

        Board(int number) {
            this.number = number;
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public void put(int value) {
        }
    }
}
