package obol.verifier;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import obol.classfile.Bytecodes;
import obol.classfile.ClassFile;
import obol.classfile.Code;
import obol.classfile.Code.ExceptionHandler;
import obol.classfile.MethodInfo;
import obol.classfile.Opcode;

/**
 * Type checks one method by its StackMapTable (JVMS 4.10.1.6): one pass over the instructions, each from the state
 * that the one before left or that is declared. The first fault is kept and ends the pass; after a fault the state is
 * still well formed, so rules need not stop in the middle.
 *
 * <p>Cost: instructions times locals at worst, where each comparison of frames and each look at an active handler is
 * counted against {@link #MOST_EFFORT}.
 */
final class MethodVerifier {
    /**
     * Most comparisons of types in one method, far above what a compiler can write (the largest method of java.base
     * needs some 300,000) and below a second of time.
     */
    static final long MOST_EFFORT = 100_000_000;
    /** The rule of merging, of handlers, and of falling off the end. */
    static final String FLOW = "4.10.1.6";

    final ClassFile cf;
    final MethodInfo method;
    final Code code;
    final Types types;
    final Hierarchy hierarchy;
    final VerificationType thisType;
    final VerificationType result;
    final Bytecodes it;
    private final InstructionRules rules;

    Frame frame;
    private StackMapFrame[] declaredAt;
    private Refusal refusal;
    private long effort;

    /** Handlers by start, the next to become active, and the distinct handler bcis of those active now. */
    private List<ExceptionHandler> handlersByStart;
    private int nextHandler;
    private final List<ExceptionHandler> active = new ArrayList<>();
    private final BitSet activeTargets = new BitSet();
    private int nextEnd;

    MethodVerifier(ClassFile cf, MethodInfo method, Types types, Hierarchy hierarchy) {
        this.cf = cf;
        this.method = method;
        this.code = method.code();
        this.types = types;
        this.hierarchy = hierarchy;
        thisType = types.object(cf.name());
        result = types.signature(method.descriptor()).result();
        it = code.instructions();
        rules = new InstructionRules(this);
    }

    /** The first fault, or null. */
    Refusal verify() {
        refusal = OperandRules.check(cf, method, false);
        if (refusal != null) {
            return refusal;
        }
        BitSet starts = new BitSet(code.bytes().length);
        for (Bytecodes walk = code.instructions(); walk.next();) {
            starts.set(walk.bci());
        }
        StackMapFrame initial = initialFrame();
        if (initial == null) {
            return refusal;
        }
        StackMapTable table = new StackMapTable(code, starts, cf.constants(), types, initial);
        if (table.fault() != null) {
            it.next();
            fail(table.isTooLarge() ? "policy.frame-size" : "4.10.1.4", table.fault(), "a well-formed StackMapTable");
            return refusal;
        }
        declaredAt = new StackMapFrame[code.bytes().length];
        for (StackMapFrame declared : table.frames()) {
            declaredAt[declared.bci()] = declared;
        }
        frame = new Frame(code.maxLocals(), code.maxStack());
        frame.set(initial);
        checkHandlerTable();
        run();
        return refusal;
    }

    /** methodInitialStackFrame (JVMS 4.10.1.6). */
    private StackMapFrame initialFrame() {
        Types.Signature signature = types.signature(method.descriptor());
        int count = signature.slots() + (method.isStatic() ? 0 : 1);
        if (count > code.maxLocals()) {
            it.next();
            fail(FLOW, "max_locals " + code.maxLocals(), count + " for the arguments");
            return null;
        }
        VerificationType[] locals = new VerificationType[count];
        int n = 0;
        boolean uninitialized = method.isConstructor() && !cf.name().equals("java/lang/Object");
        if (!method.isStatic()) {
            locals[n++] = uninitialized ? VerificationType.UNINITIALIZED_THIS : thisType;
        }
        for (VerificationType parameter : signature.parameters()) {
            locals[n++] = parameter;
            if (parameter.isWide()) {
                locals[n++] = parameter.high();
            }
        }
        return new StackMapFrame(0, locals, count, new VerificationType[0], uninitialized);
    }

    /** mergedCodeIsTypeSafe (JVMS 4.10.1.6). */
    private void run() {
        boolean fallsThrough = true;
        boolean localsChanged = true;
        while (refusal == null && it.next()) {
            StackMapFrame declared = declaredAt[it.bci()];
            if (declared != null) {
                if (fallsThrough) {
                    match(declared, FLOW);
                }
                frame.set(declared);
                localsChanged = true;
            } else if (!fallsThrough) {
                fail(FLOW, "no stack map frame", "one after an instruction that never falls through");
            }
            localsChanged |= updateActiveHandlers();
            if (localsChanged && refusal == null) {
                checkActiveHandlers(frame.thisUninitialized);
            }
            if (refusal == null) {
                rules.check();
            }
            localsChanged = changesLocals(it.opcode());
            fallsThrough = !it.opcode().endsBlock();
        }
        if (refusal == null && fallsThrough) {
            fail(FLOW, "control falls off the end of the code", "a return, throw or jump");
        }
    }

    private static boolean changesLocals(Opcode opcode) {
        return opcode.compareTo(Opcode.ISTORE) >= 0 && opcode.compareTo(Opcode.ASTORE_3) <= 0
                || opcode == Opcode.NEW || opcode == Opcode.INVOKESPECIAL;
    }

    /** handlersAreLegal (JVMS 4.10.1.6), and of handlerIsTypeSafe the part that is the same for all instructions. */
    private void checkHandlerTable() {
        handlersByStart = new ArrayList<>(code.handlers());
        handlersByStart.sort(Comparator.comparingInt(ExceptionHandler::start));
        nextEnd = Integer.MAX_VALUE;
        for (ExceptionHandler handler : code.handlers()) {
            VerificationType caught =
                    handler.catchType() == null ? types.throwable : types.object(handler.catchType());
            StackMapFrame declared = declaredAt[handler.handler()];
            if (!types.isAssignable(caught, types.throwable)) {
                failAt(handler.handler(), FLOW, "handler that catches " + caught, "java.lang.Throwable");
            } else if (declared == null) {
                failAt(handler.handler(), FLOW, "no stack map frame", "one at an exception handler");
            } else if (declared.stack().length != 1 || !types.isAssignable(caught, declared.stack()[0])) {
                failAt(handler.handler(), FLOW, "handler of " + caught + " with " + describeStack(declared),
                        "a stack of that class alone");
            }
            if (refusal != null) {
                return;
            }
        }
    }

    /** Brings the active handlers up to the current instruction; true if one has become active. */
    private boolean updateActiveHandlers() {
        int bci = it.bci();
        boolean started = false;
        if (bci >= nextEnd) {
            charge(active.size());
            active.removeIf(handler -> handler.end() <= bci);
            started = true;
        }
        while (nextHandler < handlersByStart.size() && handlersByStart.get(nextHandler).start() <= bci) {
            active.add(handlersByStart.get(nextHandler++));
            started = true;
        }
        if (started) {
            charge(active.size());
            activeTargets.clear();
            nextEnd = Integer.MAX_VALUE;
            for (ExceptionHandler handler : active) {
                activeTargets.set(handler.handler());
                nextEnd = Math.min(nextEnd, handler.end());
            }
        }
        return started;
    }

    /**
     * instructionSatisfiesHandlers (JVMS 4.10.1.6): the locals before the instruction fit each handler that covers it.
     *
     * @param thisUninitialized the flag to compare; not always that of the frame, see {@link MemberRules}
     */
    void checkActiveHandlers(boolean thisUninitialized) {
        for (int target = activeTargets.nextSetBit(0); target >= 0; target = activeTargets.nextSetBit(target + 1)) {
            StackMapFrame declared = declaredAt[target];
            matchLocals(declared, FLOW, "handler at " + target);
            if (thisUninitialized && !declared.thisUninitialized()) {
                fail(FLOW, "handler at " + target + " without flagThisUninit", "flagThisUninit, as this is uninitialized");
            }
            if (refusal != null) {
                return;
            }
        }
    }

    /** targetIsTypeSafe (JVMS 4.10.1.9): a branch to {@code bci}. */
    void checkTarget(int bci) {
        StackMapFrame declared = declaredAt[bci];
        if (declared == null) {
            fail("no stack map frame at " + bci, "one at the target of a branch");
        } else {
            match(declared, rule());
        }
    }

    /** frameIsAssignable (JVMS 4.10.1.2). */
    private void match(StackMapFrame declared, String rule) {
        if (frame.depth != declared.stack().length) {
            fail(rule, "stack of depth " + frame.depth, describeStack(declared) + " at " + declared.bci());
            return;
        }
        charge(frame.depth);
        for (int i = 0; i < frame.depth; i++) {
            if (!types.isAssignable(frame.stack[i], declared.stack()[i])) {
                fail(rule, frame.stack[i] + " in stack slot " + i, declared.stack()[i] + " at " + declared.bci());
                return;
            }
        }
        matchLocals(declared, rule, "frame at " + declared.bci());
        if (frame.thisUninitialized && !declared.thisUninitialized()) {
            fail(rule, "frame at " + declared.bci() + " without flagThisUninit", "flagThisUninit, as this is uninitialized");
        }
    }

    private void matchLocals(StackMapFrame declared, String rule, String what) {
        charge(declared.localCount());
        for (int i = 0; i < declared.localCount(); i++) {
            VerificationType wanted = declared.locals()[i];
            if (frame.locals[i] != wanted && !types.isAssignable(frame.locals[i], wanted)) {
                fail(rule, frame.locals[i] + " in local " + i, wanted + " in " + what);
                return;
            }
        }
    }

    private static String describeStack(StackMapFrame declared) {
        return declared.stack().length == 1 ? "stack of " + declared.stack()[0]
                : "stack of depth " + declared.stack().length;
    }

    private void charge(int comparisons) {
        effort += comparisons + 1;
        if (effort > MOST_EFFORT) {
            fail("policy.effort", "a method that takes over " + MOST_EFFORT + " comparisons", "less");
        }
    }

    /** canPop (JVMS 4.10.1.4) of one type; TOP after a fault. */
    VerificationType pop(VerificationType wanted) {
        if (frame.depth < wanted.slots()) {
            fail(frame.depth == 0 ? "empty stack" : frame.stack[0].toString(), wanted);
            return VerificationType.TOP;
        }
        if (wanted.isWide()) {
            VerificationType high = frame.stack[--frame.depth];
            VerificationType low = frame.stack[--frame.depth];
            if (low != wanted || high != wanted.high()) {
                fail(high.isHigh() ? low : high, wanted);
            }
            return low;
        }
        VerificationType found = frame.stack[--frame.depth];
        if (found != wanted && !types.isAssignable(found, wanted)) {
            fail(found, wanted);
            return VerificationType.TOP;
        }
        return found;
    }

    /** One slot, whatever it holds. */
    VerificationType popSlot() {
        if (frame.depth == 0) {
            fail("empty stack", "an operand");
            return VerificationType.TOP;
        }
        return frame.stack[--frame.depth];
    }

    void push(VerificationType type) {
        pushSlot(type);
        if (type.isWide()) {
            pushSlot(type.high());
        }
    }

    void pushSlot(VerificationType type) {
        if (frame.depth == frame.stack.length) {
            fail("stack deeper than max_stack", String.valueOf(code.maxStack()));
        } else {
            frame.stack[frame.depth++] = type;
        }
    }

    boolean failed() {
        return refusal != null;
    }

    /** The rule of the current instruction. */
    private String rule() {
        return "4.10.1.9." + it.opcode().mnemonic();
    }

    void fail(Object found, Object wanted) {
        fail(rule(), found, wanted);
    }

    void fail(String rule, Object found, Object wanted) {
        failAt(it.bci(), rule, found, wanted);
    }

    private void failAt(int bci, String rule, Object found, Object wanted) {
        if (refusal == null) {
            refusal = new Refusal(cf.name(), method.toString(), bci, code.lineAt(bci), rule, found.toString(),
                    wanted.toString());
        }
    }
}
