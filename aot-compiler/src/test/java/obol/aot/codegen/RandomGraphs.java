package obol.aot.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import obol.aot.ir.Address;
import obol.aot.ir.Allocation;
import obol.aot.ir.Block;
import obol.aot.ir.CallTarget;
import obol.aot.ir.Condition;
import obol.aot.ir.Graph;
import obol.aot.ir.Guard;
import obol.aot.ir.Ins;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Position;
import obol.aot.ir.Stub;
import obol.aot.ir.Type;
import obol.aot.world.Fixture;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.layout.ObjectLayout;

/**
 * Random graphs that end: straight code, diamonds, counted loops, switches, tries, nested; with values of every type that stay
 * alive long enough to make registers scarce. The environment of a point is the list of values that may be read there; after
 * a join only phis and older values are.
 */
final class RandomGraphs {
    private static final Type[] TYPES = {Type.INT, Type.LONG, Type.FLOAT, Type.DOUBLE, Type.REF};
    private static final Condition[] INTEGER = {Condition.EQ, Condition.NE, Condition.LT, Condition.GE, Condition.GT, Condition.LE,
        Condition.BELOW, Condition.ABOVE_EQUAL, Condition.ABOVE, Condition.BELOW_EQUAL};
    private static final Condition[] FLOATING = {Condition.EQ, Condition.NE, Condition.LT, Condition.GE, Condition.GT, Condition.LE,
        Condition.LT_OR_NAN, Condition.GE_OR_NAN, Condition.GT_OR_NAN, Condition.LE_OR_NAN};
    private static final long[] INTERESTING = {0, 1, -1, 2, 3, 7, 8, 31, 32, 63, 64, 127, 128, 255, 256, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFFL,
        0x8000_0000L, 0xFFFF_FFFFL, 0x1_0000_0000L, Long.MAX_VALUE, Long.MIN_VALUE, -128, -129};
    private static final double[] NUMBERS = {0, -0.0, 1, -1, 0.5, 3.25, 1e10, -1e10, 1e20, -1e20, 1e300, Double.MIN_VALUE, Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY, Double.NaN, Integer.MAX_VALUE, Integer.MIN_VALUE, (double) Long.MAX_VALUE, (double) Long.MIN_VALUE};

    private final Random random;
    private final JClass holder = Fixture.type("Random");
    private final List<JMethod> callees = new ArrayList<>();
    private Graph graph;
    private Block block;
    private List<Ins> environment;
    private Ins memory;
    private int budget;
    private int number;
    private boolean floating;

    RandomGraphs(long seed) {
        random = new Random(seed);
    }

    long argument(Type type) {
        return switch (type) {
            case INT -> (random.nextInt(3) == 0 ? random.nextInt() : INTERESTING[random.nextInt(INTERESTING.length)]) & 0xFFFF_FFFFL;
            case LONG -> random.nextInt(3) == 0 ? random.nextLong() : INTERESTING[random.nextInt(INTERESTING.length)];
            case FLOAT -> GraphEvaluator.of((float) NUMBERS[random.nextInt(NUMBERS.length)]);
            case DOUBLE -> GraphEvaluator.of(NUMBERS[random.nextInt(NUMBERS.length)]);
            default -> TestProgram.MEMORY + 8L * random.nextInt(8);
        };
    }

    /** A method with that much code; it may call the ones made before. */
    Graph next(int size, boolean withFloating) {
        floating = withFloating;
        int parameters = 1 + random.nextInt(random.nextInt(4) == 0 ? 10 : 5);
        Type[] types = new Type[parameters];
        for (int i = 0; i < parameters; i++) types[i] = type();
        Type result = type();
        JMethod method = Fixture.method(holder, "m" + number++, result, types);
        graph = new Graph(method);
        block = graph.entry;
        environment = new ArrayList<>();
        for (int i = 0; i < parameters; i++) {
            Ins p = graph.add(block, Op.PARAM, types[i]);
            p.bits = i;
            environment.add(p);
        }
        memory = constant(Type.LONG, TestProgram.MEMORY);
        budget = size;
        statements(0, size);
        end(Op.RETURN, pick(result));
        callees.add(method);
        return graph;
    }

    private Type type() {
        Type type = TYPES[random.nextInt(TYPES.length)];
        return type.isFloating() && !floating ? Type.INT : type;
    }

    private Ins add(Op op, Type type, Ins... inputs) {
        Ins ins = graph.add(block, op, type, inputs);
        ins.position = new Position(graph.method, ins.id, null);
        return ins;
    }

    private void end(Op op, Ins... inputs) {
        add(op, Type.VOID, inputs);
    }

    private Ins constant(Type type, long bits) {
        return graph.add(block, graph.constant(type, type == Type.INT ? (int) bits : bits));
    }

    private Ins randomConstant(Type type) {
        return constant(type, type == Type.REF ? 0 : argument(type));
    }

    private Ins pick(Type type) {
        List<Ins> fitting = environment.stream().filter(i -> i.type == type && !isObject(i)).toList();
        if (fitting.isEmpty() || random.nextInt(8) == 0) return randomConstant(type);
        // Recent ones are likelier, old ones must live long.
        int n = fitting.size();
        return fitting.get(random.nextInt(3) == 0 ? random.nextInt(n) : n - 1 - random.nextInt(Math.min(n, 4)));
    }

    private void statements(int depth, int share) {
        int stop = Math.max(0, budget - share);
        while (budget > stop) {
            budget--;
            int kind = random.nextInt(depth < 3 ? 21 : 15);
            switch (kind) {
                case 0 -> store();
                case 1 -> load();
                case 2 -> call();
                case 3 -> trap();
                case 4 -> object();
                case 15, 16 -> diamond(depth);
                case 17, 18 -> loop(depth);
                case 19 -> tryCatch(depth);
                case 20 -> choose(depth);
                default -> {
                    Ins value = expression(type());
                    if (value != null) environment.add(value);
                }
            }
        }
    }

    private Ins expression(Type type) {
        return switch (type) {
            case INT -> integer(Type.INT);
            case LONG -> integer(Type.LONG);
            case FLOAT, DOUBLE -> number(type);
            default -> add(Op.SELECT, Type.REF, compared(Type.INT, pick(Type.INT), pick(Type.INT))).attr(INTEGER[random.nextInt(10)]);
        };
    }

    private Ins[] compared(Type type, Ins a, Ins b) {
        return new Ins[] {a, b, pick(Type.REF), pick(Type.REF)};
    }

    private Ins integer(Type type) {
        Op[] binary = {Op.ADD, Op.ADD, Op.SUB, Op.MUL, Op.AND, Op.OR, Op.XOR};
        Ins a = pick(type);
        switch (random.nextInt(14)) {
            case 0: {
                Op op = new Op[] {Op.SHL, Op.SHR, Op.USHR}[random.nextInt(3)];
                return add(op, type, a, random.nextBoolean() ? constant(Type.INT, random.nextInt(70)) : pick(Type.INT));
            }
            case 1: {
                Ins one = constant(type, 1);
                Ins divisor = random.nextBoolean() ? constant(type, new long[] {-1, 1, 3, -7, 10, 1000, 8}[random.nextInt(7)]) : add(Op.OR, type, pick(type), one);
                return add(random.nextBoolean() ? Op.DIV : Op.REM, type, a, divisor);
            }
            case 2: return add(random.nextBoolean() ? Op.NEG : Op.ABS, type, a);
            case 3: {
                Type from = type();
                if (from == Type.REF || from == type) from = type == Type.INT ? Type.LONG : Type.INT;
                return add(Op.CONVERT, type, pick(from));
            }
            case 4: {
                if (type == Type.LONG) return add(Op.MULTIPLY_HIGH, type, a, pick(type));
                return add(Op.EXTEND, type, a).attr(new MemKind[] {MemKind.I8, MemKind.U8, MemKind.I16, MemKind.U16}[random.nextInt(4)]);
            }
            case 5: {
                if (type == Type.LONG) return add(Op.REVERSE_BYTES, type, a);
                Type from = random.nextBoolean() ? Type.INT : Type.LONG;
                return add(new Op[] {Op.BIT_COUNT, Op.LEADING_ZEROS, Op.TRAILING_ZEROS}[random.nextInt(3)], type, pick(from));
            }
            case 6: {
                if (type == Type.LONG) break;
                Type from = type();
                if (from == Type.REF) from = Type.LONG;
                Ins c = add(random.nextBoolean() ? Op.SET : Op.COMPARE, type, pick(from), pick(from));
                if (c.op == Op.SET) c.attr = condition(from);
                else if (from.isFloating()) c.bits = random.nextBoolean() ? 1 : -1;
                return c;
            }
            case 7: {
                Type from = type();
                if (from == Type.REF) from = Type.INT;
                return add(Op.SELECT, type, pick(from), pick(from), a, pick(type)).attr(condition(from));
            }
            case 8: {
                if (!floating) break;
                return add(Op.BITCAST, type, pickNumber(type == Type.INT ? Type.FLOAT : Type.DOUBLE));
            }
            default:
        }
        return add(binary[random.nextInt(binary.length)], type, a, pick(type));
    }

    /** No NaN: which one an operation gives, the evaluator does not say. */
    private Ins pickNumber(Type type) {
        Ins x = pick(type);
        return add(Op.SELECT, type, x, x, x, constant(type, GraphEvaluator.of(1.0))).attr(Condition.EQ);
    }

    private Condition condition(Type type) {
        return type.isFloating() ? FLOATING[random.nextInt(10)] : INTEGER[random.nextInt(10)];
    }

    private Ins number(Type type) {
        Ins a = pick(type);
        switch (random.nextInt(10)) {
            case 0: return add(random.nextBoolean() ? Op.NEG : Op.ABS, type, a);
            case 1: return add(Op.SQRT, type, a);
            case 2: {
                Type from = TYPES[random.nextInt(4)];
                return from == type ? add(Op.SQRT, type, a) : add(Op.CONVERT, type, pick(from));
            }
            case 3: {
                Type from = TYPES[random.nextInt(4)];
                return add(Op.SELECT, type, pick(from), pick(from), a, pick(type)).attr(condition(from));
            }
            case 4: if (random.nextInt(4) == 0) return add(Op.REM, type, a, pick(type));
            default: return add(new Op[] {Op.ADD, Op.SUB, Op.MUL, Op.DIV}[random.nextInt(4)], type, a, pick(type));
        }
    }

    private Address address(MemKind kind, boolean indexed) {
        int room = TestProgram.MEMORY_SIZE - 64 - (indexed ? 7 << kind.shift : 0) - 8;
        int displacement = random.nextInt(Math.max(1, room / kind.bytes())) * kind.bytes();
        return indexed ? Address.indexed(kind, kind.shift, displacement) : Address.at(kind, displacement);
    }

    private Ins index() {
        return add(Op.AND, Type.INT, pick(Type.INT), constant(Type.INT, 7));
    }

    private MemKind kind() {
        MemKind[] kinds = MemKind.values();
        MemKind kind = kinds[random.nextInt(kinds.length)];
        return kind == MemKind.REF || kind.type.isFloating() && !floating ? MemKind.I32 : kind;
    }

    private Ins base() {
        return random.nextInt(3) == 0 ? memory : environment.stream().filter(i -> i.type == Type.REF && i.op == Op.PARAM).findFirst().orElse(memory);
    }

    private void load() {
        MemKind kind = kind();
        if (random.nextBoolean()) environment.add(add(Op.LOAD, kind.type, base()).attr(address(kind, false)));
        else environment.add(add(Op.LOAD, kind.type, base(), index()).attr(address(kind, true)));
    }

    private void store() {
        MemKind kind = kind();
        boolean indexed = random.nextBoolean();
        List<Ins> inputs = new ArrayList<>();
        inputs.add(base());
        if (indexed) inputs.add(index());
        Op op = Op.STORE;
        if (!kind.type.isFloating() && random.nextInt(3) == 0) {
            op = new Op[] {Op.COMPARE_AND_SET, Op.COMPARE_AND_EXCHANGE, Op.FETCH_ADD, Op.FETCH_SET}[random.nextInt(4)];
            if (op == Op.COMPARE_AND_SET || op == Op.COMPARE_AND_EXCHANGE) inputs.add(pick(kind.type));
        }
        inputs.add(kind.type.isFloating() ? pickNumber(kind.type) : pick(kind.type));
        Type type = op == Op.STORE ? Type.VOID : op == Op.COMPARE_AND_SET ? Type.INT : kind.type;
        Ins ins = add(op, type, inputs.toArray(Ins.NONE)).attr(address(kind, indexed));
        if (type != Type.VOID) environment.add(ins);
    }

    /** A new object, or the use of an older one: its address is read by loads and stores only, as the oracle's differs. */
    private void object() {
        List<Ins> objects = environment.stream().filter(RandomGraphs::isObject).toList();
        if (objects.isEmpty() || random.nextBoolean()) {
            boolean array = random.nextBoolean();
            JClass type = Fixture.type("T" + random.nextInt(3));
            if (array) {
                int shift = random.nextInt(4);
                Ins length = random.nextBoolean() ? constant(Type.INT, random.nextInt(20)) : index();
                environment.add(add(Op.ALLOCATE_ARRAY, Type.REF, length).attr(new Allocation(type, ObjectLayout.elementsOffset(shift), shift)));
            } else {
                environment.add(add(Op.ALLOCATE, Type.REF).attr(new Allocation(type, 64, -1)));
            }
            return;
        }
        Ins object = objects.get(random.nextInt(objects.size()));
        boolean array = object.op == Op.ALLOCATE_ARRAY;
        if (array || random.nextBoolean()) {
            environment.add(add(Op.LOAD, Type.INT, object).attr(Address.at(MemKind.I32, array ? ObjectLayout.ARRAY_LENGTH : 16)));
        } else if (random.nextBoolean()) {
            add(Op.STORE, Type.VOID, object, pick(Type.INT)).attr(Address.at(MemKind.I32, 16));
            add(Op.CARD_MARK, Type.VOID, object).attr(Address.at(MemKind.REF, 0));
        } else {
            add(Op.CARD_MARK, Type.VOID, object, index()).attr(Address.indexed(MemKind.REF, 2, 12));
        }
    }

    private static boolean isObject(Ins ins) {
        return ins.op == Op.ALLOCATE || ins.op == Op.ALLOCATE_ARRAY || ins.op == Op.STUB_CALL;
    }

    private Ins call() {
        if (callees.isEmpty() || random.nextInt(3) == 0) {
            add(Op.POLL, Type.VOID);
            return null;
        }
        JMethod callee = callees.get(random.nextInt(callees.size()));
        Ins[] arguments = callee.parameters.stream().map(t -> t == Type.REF ? reference() : pick(t)).toArray(Ins[]::new);
        Ins call = add(Op.CALL, callee.result, arguments).attr(CallTarget.direct(callee));
        environment.add(call);
        return call;
    }

    /** An address in memory, as callees load through what they get. */
    private Ins reference() {
        return environment.stream().filter(i -> i.type == Type.REF && i.op == Op.PARAM).findFirst().orElseGet(() -> constant(Type.REF, TestProgram.MEMORY));
    }

    private void trap() {
        if (random.nextInt(6) == 0) {
            if (random.nextBoolean()) environment.add(add(Op.STUB_CALL, Type.REF, constant(Type.LONG, 55)).attr(Stub.NEW));
            else add(Op.STUB_CALL, Type.VOID, pick(Type.LONG)).attr(Stub.INIT_CLASS);
            return;
        }
        if (random.nextInt(3) > 0) {
            Stub stub = random.nextBoolean() ? Stub.INIT_CLASS : Stub.POLL;
            Ins[] inputs = new Ins[2 + stub.arguments];
            inputs[0] = pick(Type.INT);
            inputs[1] = pick(Type.INT);
            if (stub.arguments > 0) inputs[2] = constant(Type.LONG, 77);
            add(Op.STUB_IF, Type.VOID, inputs).attr(new Guard(INTEGER[random.nextInt(10)], stub));
            return;
        }
        trapIf();
    }

    private void trapIf() {
        if (random.nextInt(3) == 0) {
            Ins checked = base();
            add(Op.TRAP_IF, Type.VOID, checked, constant(checked.type, 0)).attr(new Guard(Condition.EQ, Stub.THROW_NULL_POINTER));
            return;
        }
        Ins a = pick(Type.INT);
        if (random.nextInt(3) == 0) {
            Ins length = add(Op.LOAD, Type.INT, base()).attr(address(MemKind.I32, false));
            add(Op.TRAP_IF, Type.VOID, a, length, a, length).attr(new Guard(Condition.ABOVE_EQUAL, Stub.THROW_BOUNDS));
            return;
        }
        add(Op.TRAP_IF, Type.VOID, a, constant(Type.INT, random.nextInt(4)), a, pick(Type.INT)).attr(new Guard(Condition.EQ, Stub.THROW_BOUNDS));
    }

    private void branchTo(Block target) {
        end(Op.GOTO);
        graph.edge(block, target);
    }

    private List<Ins> scope() {
        return new ArrayList<>(environment);
    }

    private void condition() {
        Type type = type();
        if (type == Type.REF) type = Type.LONG;
        Ins a = pick(type);
        end(Op.IF, a, pick(type));
        block.end().attr = condition(type);
    }

    /** Phis of a join for some values of each branch. */
    private void join(List<List<Ins>> branches, Block join, List<Ins> outer) {
        environment = outer;
        block = join;
        List<Ins> phis = new ArrayList<>();
        int n = random.nextInt(4);
        for (int k = 0; k < n; k++) {
            Type type = type();
            Ins[] inputs = new Ins[branches.size()];
            boolean all = true;
            for (int i = 0; i < inputs.length; i++) {
                List<Ins> fitting = branches.get(i).stream().filter(v -> v.type == type && !isObject(v)).toList();
                if (fitting.isEmpty()) all = false;
                else inputs[i] = fitting.get(fitting.size() - 1 - random.nextInt(Math.min(fitting.size(), 5)));
            }
            if (!all) continue;
            Ins phi = graph.ins(Op.PHI, type, inputs);
            phi.block = join;
            join.body.add(phis.size(), phi);
            phis.add(phi);
        }
        environment.addAll(phis);
    }

    private void diamond(int depth) {
        condition();
        Block[] arms = {graph.newBlock(), graph.newBlock()};
        Block join = graph.newBlock();
        for (Block arm : arms) graph.edge(block, arm);
        if (random.nextInt(4) == 0) arms[random.nextInt(2)].cold = true;
        branches(List.of(arms), join, depth);
    }

    private void branches(List<Block> arms, Block join, int depth) {
        List<Ins> outer = environment;
        List<List<Ins>> ends = new ArrayList<>();
        for (Block arm : arms) {
            environment = new ArrayList<>(outer);
            block = arm;
            statements(depth + 1, budget / 4);
            branchTo(join);
            ends.add(environment);
        }
        join(ends, join, outer);
    }

    private void choose(int depth) {
        int n = 1 + random.nextInt(6);
        int[] keys = new int[n];
        int key = random.nextInt(8) - 4;
        for (int i = 0; i < n; i++) {
            keys[i] = key;
            key += random.nextInt(4) == 0 ? 1000 : 1 + random.nextInt(2);
        }
        Ins value = random.nextBoolean() ? pick(Type.INT) : index();
        end(Op.SWITCH, value);
        block.end().attr = keys;
        List<Block> arms = new ArrayList<>();
        for (int i = 0; i <= n; i++) {
            Block arm = graph.newBlock();
            graph.edge(block, arm);
            arms.add(arm);
        }
        branches(arms, graph.newBlock(), depth);
    }

    private void loop(int depth) {
        Block header = graph.newBlock();
        List<Ins> outer = environment;
        List<Ins> carried = new ArrayList<>();
        List<Ins> initial = new ArrayList<>();
        initial.add(constant(Type.INT, 0));
        for (int i = random.nextInt(4); i > 0; i--) initial.add(pick(type()));
        branchTo(header);
        block = header;
        for (Ins first : initial) {
            Ins phi = graph.ins(Op.PHI, first.type, first, null);
            graph.add(header, phi);
            carried.add(phi);
        }
        environment = scope();
        environment.addAll(carried);
        Ins limit = constant(Type.INT, 1 + random.nextInt(5));
        end(Op.IF, carried.get(0), limit);
        header.end().attr = Condition.LT;
        Block body = graph.newBlock();
        Block exit = graph.newBlock();
        graph.edge(header, body);
        graph.edge(header, exit);
        List<Ins> headerScope = scope();
        block = body;
        statements(depth + 1, budget / 3);
        Ins next = add(Op.ADD, Type.INT, carried.get(0), constant(Type.INT, 1));
        for (int i = 0; i < carried.size(); i++) {
            Ins phi = carried.get(i);
            phi.inputs[1] = i == 0 ? next : pick(phi.type);
        }
        if (random.nextBoolean()) add(Op.POLL, Type.VOID);
        branchTo(header);
        block = exit;
        environment = headerScope;
        if (outer.isEmpty()) environment = headerScope;
    }

    private void tryCatch(int depth) {
        Block normal = graph.newBlock();
        Block handler = graph.newBlock();
        Block join = graph.newBlock();
        Block start = graph.newBlock();
        branchTo(start);
        block = start;
        // Only values from before the thrower are seen by the handler.
        List<Ins> outer = environment;
        environment = scope();
        List<Ins> before = environment;
        if (callees.isEmpty() || random.nextBoolean()) {
            trapIf();
            before = scope();
        } else {
            before = scope();
            Ins called = null;
            while (called == null) called = call();
        }
        List<Ins> throwerScope = scope();
        Block thrower = block;
        branchTo(normal);
        graph.handlerEdge(thrower, handler);
        block = normal;
        environment = throwerScope;
        statements(depth + 1, budget / 4);
        branchTo(join);
        List<Ins> normalEnd = environment;
        block = handler;
        environment = new ArrayList<>(before);
        environment.add(add(Op.CATCH, Type.REF));
        statements(depth + 1, budget / 4);
        branchTo(join);
        join(List.of(normalEnd, environment), join, outer);
    }
}
