package obol.channels.explored;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Opens;
import obol.channels.Pending;
import obol.channels.Sink;
import obol.channels.Source;

/** Something of every kind that a contract can have. */
public interface Vault extends Contract {
    int store(Block block);

    long sum(Block block);

    Opening open(@Size(min = 1, max = 6) String key);

    @Opens Shelf shelf(@Min(1) @Max(3) int number);

    void take(Shelf shelf);

    void visit(Vault other);

    Pending<String> later(Pending<Integer> number);

    Source<Integer> count(@Min(0) @Max(4) int most, Source<Integer> more, Sink<String> log);

    int shapes(List<Shape> shapes, Map<Color, Set<@Pattern(regexp = "[a-f]{2,3}x*") String>> colors, Optional<Tree> tree);

    sealed interface Opening permits Opened, Wrong, Jammed {
    }

    record Opened(Room next) implements Opening {
    }

    record Wrong(int attempts, Vault next) implements Opening {
    }

    record Jammed() implements Opening {
    }

    sealed interface Shape permits Circle, Square, Color {
    }

    record Circle(double radius) implements Shape {
    }

    record Square(int side) implements Shape {
    }

    enum Color implements Shape { RED, GREEN }

    record Tree(List<Tree> branches) {
    }

    /** Inside. */
    interface Room extends Contract {
        int look() throws Dark;

        Vault leave();
    }

    /** A further channel. */
    interface Shelf extends Contract {
        int number();

        void put(int value);
    }

    /** Nothing can be seen. */
    class Dark extends Exception {
        private static final long serialVersionUID = 1;

        public Dark(String message) {
            super(message);
        }
    }
}
