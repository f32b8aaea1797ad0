package obol.aot.x86;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the sizes of the jumps to labels and of alignment padding.
 *
 * <p>Algorithm: T. G. Szymanski, "Assembling Code for Machines with Span-Dependent Instructions", CACM 21(4),
 * 1978: begin with every jump short, lengthen those that do not reach, repeat until all do. A jump is never
 * shortened again, so it ends even though padding may shrink when a jump grows. O(rounds * jumps * log jumps);
 * three rounds are usual.
 */
final class Relaxation {

    /** A stretch of provisional code that may become shorter; {@code target} is null for padding. */
    private static final class Span {
        final int start;
        final int end;
        final Op op;
        final Cond cond;
        final Label target;
        final int boundary;
        Form form;
        int length;
        /** Provisional minus final position after this span. */
        int saved;

        Span(int start, int end, Op op, Cond cond, Label target, int boundary) {
            this.start = start;
            this.end = end;
            this.op = op;
            this.cond = cond;
            this.target = target;
            this.boundary = boundary;
        }
    }

    private final List<Span> spans = new ArrayList<>();

    void addBranch(int start, int end, Op op, Cond cond, Label target) {
        Span span = new Span(start, end, op, cond, target, 1);
        span.form = op.branchForm(Slot.Kind.REL8);
        span.length = 2;
        spans.add(span);
    }

    void addAlignment(int start, int end, int boundary) {
        if (Integer.bitCount(boundary) != 1) {
            throw new IllegalArgumentException("alignment " + boundary);
        }
        spans.add(new Span(start, end, null, null, null, boundary));
    }

    /** The finished code for the provisional one, the jumps' distances filled in. */
    byte[] apply(byte[] provisional) {
        boolean grown;
        do {
            layOut();
            grown = false;
            for (Span span : spans) {
                if (span.target != null && span.length == 2 && distance(span) != (byte) distance(span)) {
                    span.form = span.op.branchForm(Slot.Kind.REL32);
                    span.length = span.end - span.start;
                    grown = true;
                }
            }
        } while (grown);
        return copy(provisional);
    }

    private void layOut() {
        int saved = 0;
        for (Span span : spans) {
            if (span.target == null) {
                span.length = -(span.start - saved) & span.boundary - 1;
            }
            saved += span.end - span.start - span.length;
            span.saved = saved;
        }
    }

    private int distance(Span branch) {
        return offsetOf(branch.target.position()) - (branch.end - branch.saved);
    }

    private byte[] copy(byte[] provisional) {
        ByteBuffer code = ByteBuffer.allocate(offsetOf(provisional.length)).order(ByteOrder.LITTLE_ENDIAN);
        int from = 0;
        for (Span span : spans) {
            code.put(provisional, from, span.start - from);
            if (span.target == null) {
                Assembler.putNops(code, span.length);
            } else {
                if (span.form.map() != 0) {
                    code.put((byte) 0x0F);
                }
                code.put((byte) (span.form.opcode(null) | (span.cond == null ? 0 : span.cond.ordinal())));
                if (span.length == 2) {
                    code.put((byte) distance(span));
                } else {
                    code.putInt(distance(span));
                }
            }
            from = span.end;
        }
        return code.put(provisional, from, provisional.length - from).array();
    }

    /** The final offset of a provisional position outside the spans. */
    int offsetOf(int position) {
        int low = 0;
        int high = spans.size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (spans.get(middle).end <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return position - (low == 0 ? 0 : spans.get(low - 1).saved);
    }
}
