package obol.channels;

import java.util.ArrayList;
import java.util.List;

/** A handle whose life is watched: using it after its end, or closing it after it was given away, throws {@link Misuse}. */
public abstract class Traced {
    /** What a program must not do, caught by no handler of its own. */
    public static final class Misuse extends Error {
        private static final long serialVersionUID = 1;

        Misuse(String what) {
            super(what, null, false, false);
        }
    }

    /** Every handle made since the last {@link #reset}. */
    private static final List<Traced> ALL = new ArrayList<>();

    private boolean ended;
    private boolean given;

    protected Traced() {
        ALL.add(this);
    }

    /** A handle of the same thing for its new owner. */
    protected abstract Traced fresh();

    /** What it holds is closed with it. */
    protected void closeContents() {
    }

    protected final void use() {
        if (ended || given) {
            throw new Misuse(getClass().getSimpleName() + " used after it was " + (given ? "given away" : "ended"));
        }
    }

    /** It has been consumed: closing it has no effect any more. */
    protected final void end() {
        use();
        ended = true;
    }

    public final void close() {
        if (given) {
            throw new Misuse(getClass().getSimpleName() + " closed after it was given away");
        }
        if (!ended) {
            ended = true;
            closeContents();
        }
    }

    /** The value for its new owner; the old handle is empty from now on. What is not linear stays as it is. */
    @SuppressWarnings("unchecked")
    public static <T> T moved(T value) {
        if (!(value instanceof Traced)) {
            return value;
        }
        Traced handle = (Traced) value;
        handle.use();
        handle.given = true;
        return (T) handle.fresh();
    }

    static void closeIfLinear(Object value) {
        if (value instanceof Traced) {
            ((Traced) value).close();
        }
    }

    public static void reset() {
        ALL.clear();
    }

    /** A handle that is still open and that nobody took over, or null. */
    public static Traced leaked() {
        for (Traced each : ALL) {
            if (!each.ended && !each.given) {
                return each;
            }
        }
        return null;
    }
}
