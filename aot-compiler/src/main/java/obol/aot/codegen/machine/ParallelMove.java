package obol.aot.codegen.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import obol.aot.ir.Type;

/** Moves that happen at once: all sources are read before any destination is written. No two have the same destination. */
public final class ParallelMove {
    public static final ParallelMove NONE = new ParallelMove(List.of());

    /** From a location, or from a constant when {@code constant} is not null. A narrow value is known to be zero-extended from 32 bits. */
    public record Move(int from, Value constant, int to, boolean narrow) {
        @Override public String toString() {
            return Location.name(to) + "<-" + (constant != null ? constant : Location.name(from));
        }
    }

    public final List<Move> moves;

    private ParallelMove(List<Move> moves) {
        this.moves = moves;
    }

    public ParallelMove() {
        this(new ArrayList<>(2));
    }

    public void add(Type type, int from, int to) {
        if (from != to) moves.add(new Move(from, null, to, type == Type.INT || type == Type.REF));
    }

    /** From where an operand is, also a constant. */
    public void add(Use use, int to) {
        if (use.value.isConstant()) add(use.value, to);
        else add(use.value.type, use.location, to);
    }

    /** Makes a constant. */
    public void add(Value constant, int to) {
        moves.add(new Move(Location.NONE, constant, to, false));
    }

    public boolean isEmpty() {
        return moves.isEmpty();
    }

    @Override public String toString() {
        StringJoiner s = new StringJoiner(" ", "{", "}");
        for (Move move : moves) s.add(move.toString());
        return s.toString();
    }
}
