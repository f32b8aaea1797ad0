package obol.aot.ir;

/** An instruction and the value that it computes. Mutable; owned by the block it stands in. */
public final class Ins {
    public static final Ins[] NONE = {};

    /** Unique in the graph, from 0. */
    public final int id;
    public Op op;
    public Type type;
    public Ins[] inputs;
    /** What {@link Op} says for the operation: a class, field, method, condition, address. */
    public Object attr;
    /** A constant's bits and the like. */
    public long bits;
    /** Where it comes from; null only for instructions that can neither throw nor call. */
    public Position position;
    public Block block;

    Ins(int id, Op op, Type type, Ins... inputs) {
        this.id = id;
        this.op = op;
        this.type = type;
        this.inputs = inputs;
    }

    public Ins in(int i) {
        return inputs[i];
    }

    public boolean isConst() {
        return op == Op.CONST;
    }

    public boolean isConst(long value) {
        return op == Op.CONST && bits == value;
    }

    public boolean isNull() {
        return op == Op.CONST && type == Type.REF;
    }

    /** As {@link Op#mayThrow}, but a call of code that neither allocates nor polls does not throw either. */
    public boolean mayThrow() {
        return op.mayThrow() && !(attr instanceof CallTarget target && !target.indirect() && target.method().noAllocation);
    }

    public Ins attr(Object value) {
        attr = value;
        return this;
    }

    public Ins at(Position where) {
        position = where;
        return this;
    }

    @Override public String toString() {
        StringBuilder s = new StringBuilder();
        if (type != Type.VOID) s.append('v').append(id).append(':').append(type).append(" = ");
        s.append(op);
        if (op == Op.CONST || op == Op.PARAM || bits != 0) s.append(' ').append(bits);
        if (attr instanceof int[] keys) s.append(' ').append(java.util.Arrays.toString(keys));
        else if (attr != null) s.append(" [").append(attr).append(']');
        for (Ins in : inputs) s.append(" v").append(in == null ? "?" : in.id);
        return s.toString();
    }
}
