package obol.verifier.ownership;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import obol.classfile.Access;
import obol.classfile.Bytecodes;
import obol.classfile.ClassFile;
import obol.classfile.Code;
import obol.classfile.Code.ExceptionHandler;
import obol.classfile.Code.LocalVariable;
import obol.classfile.Descriptor;
import obol.classfile.MethodInfo;
import obol.classfile.Opcode;
import obol.verifier.ownership.Status.Fate;
import obol.verifier.ownership.Value.Kind;

/**
 * A forward data flow over the blocks of one method, then one more pass over them that reports. States are kept where blocks begin. If a
 * cell was bound on the way the flow is done again from the start, until no new one is. All work is counted against {@link #MOST_EFFORT}.
 */
final class MethodAnalysis {
    /** Most steps, each about a slot looked at: the largest method of Obol's own needs some 2,000, and this many take below a second. */
    static final long MOST_EFFORT = 3_000_000;
    /** Most slots in all states that are kept. */
    static final long MOST_SLOTS = 2_000_000;

    final ClassFile cf;
    final MethodInfo method;
    final Code code;
    final LinearTypes types;
    final Unifier unifier;
    final MethodTypes signature;
    final Bytecodes it;
    private final FaultLog log;
    private final ControlFlow flow;
    private final ExceptionFlow exceptions;
    private final InstructionTransfer transfer;
    private final State[] entries;
    private final BitSet work = new BitSet();
    private Liveness liveness;
    private boolean reporting;
    private boolean tooLarge;
    private long effort;
    /** Whether the method gave a linear value back: a lambda that only makes objects does not. */
    private boolean returnsLinear;

    /** The state on the exceptional edges of the current instruction; null if no handler covers it. */
    private State exceptional;

    MethodAnalysis(ClassFile cf, MethodInfo method, MethodTypes signature, LinearTypes types, FaultLog log, LambdaRules lambdas) {
        this.cf = cf;
        this.method = method;
        this.code = method.code();
        this.types = types;
        this.log = log;
        this.signature = signature;
        unifier = new Unifier(types);
        it = code.instructions();
        flow = new ControlFlow(code);
        exceptions = new ExceptionFlow(types, cf.constants());
        entries = new State[flow.blocks()];
        transfer = new InstructionTransfer(this, lambdas);
    }

    boolean returnsLinear() {
        return returnsLinear;
    }

    void run() {
        long slots = code.maxLocals() + code.maxStack();
        if (slots * flow.blocks() > MOST_SLOTS || (long) code.handlers().size() * flow.blocks() > MOST_EFFORT) {
            refuseTooLarge();
            return;
        }
        flow.findHandlers();
        liveness = new Liveness(code, flow, MOST_EFFORT);
        tooLarge = liveness.isTooLarge();
        int bindings;
        do {
            bindings = unifier.bindings();
            Arrays.fill(entries, null);
            flowTo(0, initial(), false);
            for (int block = work.nextSetBit(0); block >= 0 && !tooLarge; block = work.nextSetBit(0)) {
                work.clear(block);
                runBlock(block);
            }
        } while (unifier.bindings() > bindings && !tooLarge);
        if (tooLarge) {
            refuseTooLarge();
            return;
        }
        reporting = true;
        effort = Long.MIN_VALUE;
        for (int block = 0; block < entries.length; block++) {
            if (entries[block] != null) {
                runBlock(block);
            }
        }
    }

    private void refuseTooLarge() {
        log.add(OwnershipRule.EFFORT, method, 0, code.lineAt(0), "a method that takes over " + MOST_EFFORT + " steps or "
                + MOST_SLOTS + " slots");
    }

    private void charge(long steps) {
        effort += steps;
        tooLarge |= effort > MOST_EFFORT;
    }

    /** Parameters are owned, or borrowed if marked; a record's and a contract's own methods borrow {@code this}. */
    private State initial() {
        State state = new State(code.maxLocals(), code.maxStack());
        int line = Math.max(code.lineAt(0), 0);
        int local = 0;
        if (!method.isStatic()) {
            boolean lent = types.isOwner(cf.name()) && !method.isConstructor() || types.isContract(cf.name());
            GenericType type = GenericType.of(cf.name());
            state.setSlot(local++, lent ? state.create(Knowledge.fresh(Status.BORROWED, type, line, types)) : Value.THIS);
        }
        List<String> descriptors = Descriptor.ofMethod(method.descriptor()).parameters();
        for (int i = 0; i < descriptors.size(); i++) {
            GenericType type = signature.parameter(i);
            if (types.isLinear(type) || signature.isBorrowed(i) && types.isLendable(type)) {
                Status status = signature.isBorrowed(i) ? Status.BORROWED : Status.OPEN;
                state.setSlot(local, state.create(Knowledge.fresh(status, type, line, types)));
            } else if (Descriptor.isReference(descriptors.get(i))) {
                state.setSlot(local, Value.reference(type));
            }
            local += Descriptor.slots(descriptors.get(i));
        }
        return state;
    }

    // ---- one block

    private void runBlock(int block) {
        State state = new State(entries[block]);
        charge(state.size());
        List<ExceptionHandler> handlers = flow.handlers(block);
        it.seek(flow.start(block));
        while (!tooLarge) {
            Opcode opcode = it.opcode();
            charge(1 + state.knownCount());
            boolean covered = ExceptionFlow.mayThrow(opcode) && isCovered(handlers);
            exceptional = covered ? new State(state) : null;
            if (opcode == Opcode.ATHROW) {
                athrow(state, handlers);
                return;
            }
            Value top = opcode.format() == Opcode.Format.BRANCH && opcode.pops() == 1 ? state.peek(0) : null;
            transfer.execute(state);
            if (covered) {
                charge(state.size());
                flowToHandlers(handlers);
            }
            if (isReturn(opcode)) {
                reportOwing(state, "when the method returns");
                return;
            }
            reportLost(state);
            if (ControlFlow.forEachTarget(it, target -> { })) {
                branch(state, top);
                return;
            }
            if (it.nextBci() >= flow.end(block)) {
                flowTo(flow.blockAt(it.nextBci()), state, false);
                return;
            }
            it.next();
        }
    }

    private static boolean isReturn(Opcode opcode) {
        return opcode.compareTo(Opcode.IRETURN) >= 0 && opcode.compareTo(Opcode.RETURN) <= 0;
    }

    private boolean isCovered(List<ExceptionHandler> handlers) {
        charge(handlers.size());
        for (ExceptionHandler handler : handlers) {
            if (handler.covers(it.bci())) {
                return true;
            }
        }
        return false;
    }

    /** Transfers whose exceptional edges differ from the state before the instruction say so. */
    void exceptional(State state) {
        if (exceptional != null) {
            exceptional = new State(state);
        }
    }

    /** The receiver of the current call has ended even if the call throws. */
    void exceptionallyKnow(int id, Knowledge knowledge) {
        if (exceptional != null && exceptional.known(id) != null) {
            exceptional.know(id, knowledge);
        }
    }

    // ---- edges

    private void branch(State state, Value top) {
        Opcode opcode = it.opcode();
        if (opcode == Opcode.TABLESWITCH || opcode == Opcode.LOOKUPSWITCH || opcode.endsBlock()) {
            ControlFlow.forEachTarget(it, target -> flowTo(flow.blockAt(target), state, false));
            return;
        }
        int target = flow.blockAt(it.target());
        int next = flow.blockAt(it.nextBci());
        State taken = state;
        State fallen = state;
        if (top != null && top.isNull() && (opcode == Opcode.IFNULL || opcode == Opcode.IFNONNULL)) {
            flowTo(opcode == Opcode.IFNULL ? target : next, state, false);
            return;
        }
        if (top != null && top.isLinear() && (opcode == Opcode.IFNULL || opcode == Opcode.IFNONNULL)) {
            State isNull = new State(state);
            isNull.replace(top.id(), Value.NULL);
            taken = opcode == Opcode.IFNULL ? isNull : state;
            fallen = opcode == Opcode.IFNULL ? state : isNull;
        } else if (top != null && top.kind() == Kind.TEST && (opcode == Opcode.IFEQ || opcode == Opcode.IFNE)) {
            State yes = narrowed(state, top, true);
            State no = narrowed(state, top, false);
            taken = opcode == Opcode.IFNE ? yes : no;
            fallen = opcode == Opcode.IFNE ? no : yes;
        }
        flowTo(target, taken, false);
        flowTo(next, fallen, false);
    }

    /**
     * The branch of an instanceof. After the last "not" the value is an ordinary object that nobody owns, not null: verification does not
     * check interface types, so the branch may be reached. An impossible "yes" is trusted for the same reason.
     */
    private State narrowed(State state, Value test, boolean yes) {
        State narrowed = new State(state);
        Knowledge known = narrowed.known(test.id());
        if (known == null || known.type().isUnknown() || !known.status().mayBeOpen()) {
            return narrowed;
        }
        if (known.parts().isNone()) {
            if (!yes && types.isSubtype(known.type().name(), test.tested())) {
                narrowed.replace(test.id(), Value.REFERENCE);
            }
            return narrowed;
        }
        Parts left = known.parts().narrowed(test.tested(), yes, types);
        if (left.isNone() && yes) {
            left = Parts.whole(types.cases(test.tested()), types);
        }
        Status ended = known.status().ended();
        if (left.isNone() && ended.isEmpty()) {
            narrowed.replace(test.id(), Value.REFERENCE);
        } else if (left.isNone()) {
            narrowed.know(test.id(), known.withStatus(ended));
        } else {
            narrowed.know(test.id(), known.withParts(left));
        }
        return narrowed;
    }

    private void flowTo(int block, State state, boolean handler) {
        charge(state.size());
        State entry = entries[block];
        if (reporting) {
            if (!handler && entry != null) {
                reportOutOfScope(state, entry);
            }
        } else if (entry == null) {
            entries[block] = StateJoin.canonical(state);
            work.set(block);
        } else {
            State joined = StateJoin.join(entry, state, unifier);
            if (joined != entry) {
                entries[block] = joined;
                work.set(block);
            }
        }
    }

    private void flowToHandlers(List<ExceptionHandler> handlers) {
        for (ExceptionHandler handler : handlers) {
            if (handler.covers(it.bci()) && exceptions.mayReach(it, handler.catchType())) {
                flowToHandler(handler, exceptional);
            }
        }
    }

    /** What the handler does not touch is abandoned: left to the collector. */
    private void flowToHandler(ExceptionHandler handler, State state) {
        int block = flow.blockAt(handler.handler());
        State entering = new State(state);
        entering.clearStack();
        for (int local = 0; local < entering.locals(); local++) {
            if (entering.local(local).isLinear() && !liveness.isLive(local, block)) {
                entering.setLocal(local, Value.NONE);
            }
        }
        entering.push(Value.CAUGHT);
        flowTo(block, entering, true);
    }

    /** A throw statement is a path of the program: what it leaves open is lost, unless it is an Error or an exception passed on. */
    private void athrow(State state, List<ExceptionHandler> handlers) {
        Value thrown = state.pop();
        boolean counts = thrown.kind() != Kind.CAUGHT && !exceptions.isError(thrown.type());
        boolean leaves = true;
        for (ExceptionHandler handler : handlers) {
            if (leaves && handler.covers(it.bci()) && exceptions.mayCatch(handler.catchType(), thrown.type())) {
                if (counts) {
                    reportAbandoned(state, flow.blockAt(handler.handler()));
                }
                flowToHandler(handler, state);
                leaves = !exceptions.surelyCatches(handler.catchType(), thrown.type());
            }
        }
        if (counts && leaves) {
            reportOwing(state, "at this throw");
        }
    }

    // ---- faults

    /** Reports once the flow is known; before that a fault may be one of a state that was not yet complete. */
    void fault(OwnershipRule rule, String found) {
        if (reporting) {
            log.add(rule, method, it.bci(), code.lineAt(it.bci()), found);
        }
    }

    /** The source line of the current instruction, 0 if unknown. */
    int line() {
        return Math.max(code.lineAt(it.bci()), 0);
    }

    int bci() {
        return it.bci();
    }

    void returnsLinearValue() {
        returnsLinear = true;
    }

    /** A value as messages name it: by a variable that holds it, else by its type. */
    String name(State state, int id) {
        for (int local = 0; local < state.locals(); local++) {
            Value value = state.local(local);
            if (value.isLinear() && value.id() == id) {
                String name = variable(local);
                if (name != null) {
                    return "'" + name + "'";
                }
            }
        }
        Knowledge known = state.known(id);
        return "this " + (known == null || known.type().isUnknown() ? "value" : known.type());
    }

    private String variable(int local) {
        for (LocalVariable each : code.localVariables()) {
            if (each.slot() == local && each.start() <= it.nextBci() && it.bci() <= each.start() + each.length()) {
                return each.name();
            }
        }
        return null;
    }

    private void reportLost(State state) {
        if (!state.hasDropped()) {
            return;
        }
        for (int id : state.takeDropped().toArray()) {
            Knowledge known = state.known(id);
            if (reporting && known.owes()) {
                fault(OwnershipRule.LOST, "this " + known.type() + (known.born() > 0 ? " (from line " + known.born() + ")" : "")
                        + " is lost");
            }
            state.forget(id);
        }
    }

    private void reportOwing(State state, String when) {
        if (!reporting) {
            return;
        }
        for (int id : state.ids()) {
            if (state.known(id).owes()) {
                reportOpen(state, id, when);
            }
        }
    }

    /** What a throw statement abandons although a handler gets the exception. */
    private void reportAbandoned(State state, int handler) {
        if (!reporting) {
            return;
        }
        for (int id : state.ids()) {
            boolean reached = false;
            for (int local = 0; local < state.locals(); local++) {
                Value value = state.local(local);
                reached |= value.isLinear() && value.id() == id && liveness.isLive(local, handler);
            }
            if (!reached && state.known(id).owes()) {
                reportOpen(state, id, "at this throw");
            }
        }
    }

    private void reportOpen(State state, int id, String when) {
        Knowledge known = state.known(id);
        StringBuilder text = new StringBuilder(name(state, id)).append(", a ").append(known.type());
        if (known.born() > 0) {
            text.append(" from line ").append(known.born());
        }
        List<String> inside = known.parts().inside();
        if (!inside.isEmpty()) {
            text.append(" (not taken: ").append(String.join(", ", inside)).append(')');
        }
        boolean sure = known.status().isOnly(Fate.OPEN);
        text.append(sure ? ", is still open " : known.status().has(Fate.ALIASED)
                ? ", may be the same value as another variable and is still open " : ", may still be open ").append(when);
        fault(OwnershipRule.STILL_OPEN, text.toString());
    }

    /** What the state at the target has no place for. */
    private void reportOutOfScope(State state, State entry) {
        for (int id : state.ids()) {
            Knowledge known = state.known(id);
            if (!known.owes()) {
                continue;
            }
            boolean kept = false;
            for (int i = 0; i < state.size() && !kept; i++) {
                kept = state.slot(i).isLinear() && state.slot(i).id() == id && entry.slot(i).isLinear();
            }
            if (!kept) {
                log.add(OwnershipRule.OUT_OF_SCOPE, method, it.bci(), known.born() > 0 ? known.born() : -1,
                        "this " + known.type() + " goes out of scope still open" + (line() > 0 ? " at line " + line() : ""));
            }
        }
    }

    /** Whether the method is the constructor of the class, for which final fields are filled. */
    boolean fillsFields() {
        return method.isConstructor() && !method.has(Access.STATIC);
    }
}
