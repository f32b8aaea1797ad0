package obol.aot.opt;

import obol.aot.ir.Block;
import obol.aot.ir.Condition;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Position;
import obol.aot.ir.Type;

/**
 * Strip mining: a counted loop polls once for many rounds. Its test compares with the end of a stretch; where that is reached and the
 * limit is not, the loop polls and goes on with the next stretch. A stretch is so long that {@value #WORK} instructions
 * are run at most, and a loop that has no more altogether does not poll at all. That is the longest time, some microseconds where
 * an instruction takes a cycle or less, by which a switch of threads, a collection or a kill is late for the sake of this.
 *
 * <p>The header becomes {@link Block#bounded}, as it is not run more often without a poll. In the loop nothing is called, and the
 * header, which is run once more after a poll, has no effect but to throw.
 */
final class LoopPolls {
    /** Instructions between two polls. */
    static final int WORK = 1 << 14;

    private LoopPolls() {}

    /** Instructions of a round at most. */
    static int work(Loops.Loop loop) {
        int work = 0;
        for (Block b : loop.blocks) {
            for (Ins ins : b.body) if (ins.op != Op.CONST && ins.op != Op.PHI && ins.op != Op.POLL && ins.op != Op.GOTO) work++;
        }
        return work;
    }

    /** How many rounds a loop has at most, whose counter is an INT and whose step is constant. */
    static long rounds(CountedLoop counted) {
        Facts.Range from = Facts.range(counted.init());
        Facts.Range to = Facts.range(counted.limit());
        long way = counted.up() ? to.max() + counted.beyondLimit() - from.min() : from.max() - to.min() - counted.beyondLimit();
        return way < 0 ? 0 : way / Math.abs(counted.step().bits) + 1;
    }

    /**
     * @param counted null if the loop is not counted
     * @param safe it is known that the counter does not overflow, and that what is added is from 1 to the greatest int if it is not constant
     * @return whether anything changed
     */
    static boolean run(Graph graph, Loops.Loop loop, CountedLoop counted, boolean safe) {
        if (counted == null || counted.test() != loop.header || !safe && !counted.safe() || !headerRunsAgain(loop)) return false;
        Position position = takePolls(loop, false);
        boolean limitIsThere = counted.limit().isConst() || !loop.contains(counted.limit().block);
        if (position == null || !limitIsThere || counted.stay() == Condition.NE) return false;
        int most = Integer.highestOneBit(WORK / Math.max(1, work(loop)));
        boolean constant = counted.counter().type == Type.INT && counted.step().isConst();
        takePolls(loop, true);
        loop.header.bounded = true;
        if (!constant || rounds(counted) > most) new Stretches(graph, loop, counted, most).run(position);
        return true;
    }

    private static boolean headerRunsAgain(Loops.Loop loop) {
        for (Ins ins : loop.header.body) if (ins.op.writes() || ins.op.safepoint()) return false;
        return true;
    }

    /** Where one of the loop's polls comes from, or null if it has none. */
    private static Position takePolls(Loops.Loop loop, boolean take) {
        Position position = null;
        for (Block b : loop.blocks) {
            for (Ins ins : b.body) if (ins.op == Op.POLL) position = ins.position;
            if (take) b.body.removeIf(ins -> ins.op == Op.POLL);
        }
        return position;
    }

    private record Stretches(Graph graph, Loops.Loop loop, CountedLoop counted, int rounds) {
        void run(Position position) {
            Block header = loop.header;
            Ins counter = counted.counter();
            Block before = loop.before();
            Block ready = graph.newBlock();
            ready.preds.add(before);
            before.succs.set(before.succs.indexOf(header), ready);
            Ins firstEnd = end(ready, counted.init());
            go(ready, header);
            header.preds.set(header.preds.indexOf(before), ready);

            Ins end = graph.ins(Op.PHI, counter.type, new Ins[header.preds.size()]);
            end.block = header;
            header.body.add(0, end);
            for (int i = 0; i < end.inputs.length; i++) end.inputs[i] = header.preds.get(i) == ready ? firstEnd : end;

            Ins test = header.end();
            Block exit = header.succs.get(0) == counted.inside() ? header.succs.get(1) : header.succs.get(0);
            Block reached = graph.newBlock();
            Block poll = graph.newBlock();
            poll.cold = true;
            reached.preds.add(header);
            header.succs.set(header.succs.indexOf(exit), reached);
            graph.add(reached, Op.IF, Type.VOID, test.inputs.clone()).attr(test.attr).at(test.position);
            boolean first = header.succs.get(0) == counted.inside();
            reached.succs.add(first ? poll : exit);
            reached.succs.add(first ? exit : poll);
            poll.preds.add(reached);
            exit.preds.set(exit.preds.indexOf(header), reached);
            for (int i = 0; i < 2; i++) if (test.in(i) == counted.limit()) test.inputs[i] = end;

            graph.add(poll, Op.POLL, Type.VOID).at(position);
            Ins nextEnd = end(poll, counter);
            go(poll, header);
            header.preds.add(poll);
            for (Ins phi : header.body.subList(0, header.phiCount())) {
                Ins[] inputs = java.util.Arrays.copyOf(phi.inputs, phi.inputs.length + 1);
                inputs[inputs.length - 1] = phi == end ? nextEnd : phi;
                phi.inputs = inputs;
            }
        }

        private void go(Block from, Block to) {
            graph.add(from, Op.GOTO, Type.VOID);
            from.succs.add(to);
        }

        private Ins wide(Block block, Ins value) {
            return value.type == Type.LONG ? value : graph.add(block, Op.CONVERT, Type.LONG, value);
        }

        /** Where the stretch ends that begins with this counter: it is the limit, or so many steps from there if that is nearer. */
        private Ins end(Block block, Ins from) {
            Ins limit = counted.limit();
            if (limit.isConst()) limit = graph.add(block, graph.constant(limit.type, limit.bits));
            Ins step = counted.step();
            Ins way = step.isConst() ? graph.add(block, graph.constant(Type.LONG, rounds * step.bits))
                : graph.add(block, Op.MUL, Type.LONG, wide(block, step), graph.add(block, graph.constant(Type.LONG, rounds)));
            Ins sum = graph.add(block, Op.ADD, Type.LONG, wide(block, from), way);
            Ins narrow = sum.type == limit.type ? sum : graph.add(block, Op.CONVERT, limit.type, sum);
            return graph.add(block, Op.SELECT, limit.type, sum, wide(block, limit), narrow, limit)
                .attr(counted.up() ? Condition.LT : Condition.GT);
        }
    }
}
