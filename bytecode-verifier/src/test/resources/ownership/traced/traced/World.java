package traced;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import obol.channels.Batch;
import obol.channels.Block;
import obol.channels.Borrowed;
import obol.channels.Contract;
import obol.channels.Linear;
import obol.channels.Opens;
import obol.channels.Pending;
import obol.channels.Pipe;
import obol.channels.Sink;
import obol.channels.Slot;
import obol.channels.Source;
import obol.channels.Traced;

/**
 * What random programs call: contracts with their server, makers and eaters of everything, and chance. Handles are moved as they should
 * be.
 */
public final class World {
    public static final class Risk extends Exception {
        private static final long serialVersionUID = 1;
    }

    public static final class Odd extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    public interface A extends Contract {
        int x();

        Out step();

        B go();

        @Opens A side();

        Pending<Block> later();

        Block swap(Block block) throws Risk;
    }

    public interface B extends Contract {
        int y();

        A back();
    }

    public sealed interface Out permits N1, Mid, N3 { }

    public record N1(A next, int n) implements Out { }

    public sealed interface Mid extends Out permits N2, N4 { }

    public record N2(B next, Block blk) implements Mid { }

    public record N3(int n) implements Out { }

    public record N4(Duo duo) implements Mid { }

    public record Duo(Block l, Block r) { }

    public record Nest(Duo duo, A next, int n) { }

    private static final class Endpoint extends Traced implements A, B {
        @Override public int x() {
            use();
            return 1;
        }

        @Override public int y() {
            use();
            return 1;
        }

        @Override public B go() {
            end();
            return new Endpoint();
        }

        @Override public A back() {
            end();
            return new Endpoint();
        }

        @Override public A side() {
            use();
            return new Endpoint();
        }

        @Override public Pending<Block> later() {
            use();
            return Pending.of(make());
        }

        @Override public Block swap(Block block) throws Risk {
            use();
            eat(block);
            risky();
            return make();
        }

        @Override public Out step() {
            end();
            switch (chance.nextInt(4)) {
                case 0:
                    return new N1(new Endpoint(), 1);
                case 1:
                    return new N2(new Endpoint(), make());
                case 2:
                    return new N3(1);
                default:
                    return new N4(duo());
            }
        }

        @Override protected Traced fresh() {
            return new Endpoint();
        }
    }

    /** The other ends of what {@link #sink} gave. */
    private static final List<Source<Block>> ENDS = new ArrayList<>();

    private static Random chance;
    public static Slot<Block> slot;
    /** Whether a call has thrown: then what was abandoned is no loss. */
    public static boolean threw;

    private World() { }

    public static void begin(long seed) {
        chance = new Random(seed);
        slot = new Slot<>();
        ENDS.clear();
        threw = false;
        Traced.reset();
    }

    public static boolean maybe() {
        return chance.nextBoolean();
    }

    public static int few() {
        return chance.nextInt(3);
    }

    public static void risky() throws Risk {
        if (chance.nextInt(3) == 0) {
            threw = true;
            throw new Risk();
        }
    }

    public static Block make() {
        return Block.allocate(1);
    }

    public static A conn() {
        return new Endpoint();
    }

    public static Duo duo() {
        return new Duo(make(), make());
    }

    public static Nest nest() {
        return new Nest(duo(), conn(), 1);
    }

    public static Batch<Block> batch() {
        Batch<Block> batch = Batch.empty();
        for (int i = few(); i > 0; i--) {
            batch.add(make());
        }
        return batch;
    }

    public static Source<Block> source() {
        Pipe<Block> pipe = Pipe.of(3);
        for (int i = few(); i > 0; i--) {
            pipe.sink().put(make());
        }
        pipe.sink().close();
        return pipe.source();
    }

    /** The other end keeps what comes, and closes it. */
    public static Sink<Block> sink() {
        Pipe<Block> pipe = Pipe.of(3);
        ENDS.add(Traced.moved(pipe.source()));
        return pipe.sink();
    }

    /** What the world itself holds is closed; then whatever is open has been lost. */
    public static Object lost() {
        slot.close();
        ENDS.forEach(Source::close);
        ENDS.clear();
        return Traced.leaked();
    }

    public static void eat(Block block) {
        Traced.moved(block).close();
    }

    public static Block pass(Block block) {
        return Traced.moved(block);
    }

    public static void eat(A a) {
        Traced.moved(a).close();
    }

    public static void eat(B b) {
        Traced.moved(b).close();
    }

    public static void eat(Duo duo) {
        eat(duo.l());
        eat(duo.r());
    }

    public static Duo pass(Duo duo) {
        return new Duo(Traced.moved(duo.l()), Traced.moved(duo.r()));
    }

    public static void eat(Nest nest) {
        eat(nest.duo());
        eat(nest.next());
    }

    public static void eat(Batch<Block> batch) {
        Traced.moved(batch).close();
    }

    public static void eat(Source<Block> source) {
        Traced.moved(source).close();
    }

    public static void eat(Linear linear) {
        ((Linear) Traced.moved((Object) linear)).close();
    }

    public static void use(@Borrowed Block block) {
        block.size();
    }

    public static void use(@Borrowed A a) {
        a.x();
    }

    public static void use(@Borrowed Batch<Block> batch) {
        batch.size();
    }
}
