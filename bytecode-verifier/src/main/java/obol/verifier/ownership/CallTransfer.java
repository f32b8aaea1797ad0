package obol.verifier.ownership;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.classfile.ClassFile;
import obol.classfile.ConstantPool;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.Descriptor;
import obol.classfile.Opcode;
import obol.verifier.ownership.LinearTypes.Resolved;
import obol.verifier.ownership.Value.Kind;

/**
 * Calls: what is lent is looked at, arguments are given away, then comes the state if the call throws, then what becomes of the receiver,
 * then the result, which is owned.
 */
final class CallTransfer {
    private static final String OBJECTS = "java/util/Objects.";

    /** Ordinary methods that look at a value and keep nothing: they may be handed one. */
    private static final Set<String> LOOKING = Set.of("java/lang/String.valueOf", "java/lang/StringBuilder.append",
            "java/io/PrintStream.println",
            "java/io/PrintStream.print", OBJECTS + "isNull", OBJECTS + "nonNull", OBJECTS + "toString", OBJECTS + "equals",
            OBJECTS + "requireNonNull", "java/lang/Class.cast", "java/lang/Object.equals");
    /** Methods that give their last argument back. */
    private static final Set<String> SAME = Set.of(OBJECTS + "requireNonNull", "java/lang/Class.cast");

    private enum Role { LOOKS, CLOSES, TAKES, CONSUMES }

    private final MethodAnalysis method;
    private final LinearTypes types;
    private final ConstantPool constants;
    private final Obligations obligations;

    // The current call.
    private State state;
    private MemberRef ref;
    private Resolved target;
    private MethodTypes signature;
    private List<GenericType> receiverArguments;
    private Value[] arguments;
    private Value self;
    private Role role;
    private Set<String> takenFrom;

    CallTransfer(MethodAnalysis method, Obligations obligations) {
        this.method = method;
        this.obligations = obligations;
        types = method.types;
        constants = method.cf.constants();
    }

    /** The current invoke instruction, other than invokedynamic. */
    void call(State callerState) {
        state = callerState;
        ref = constants.memberRef(method.it.constant());
        target = types.resolve(ref);
        popOperands();
        signature = signature();
        boolean receiverIsLinear = self != null && self.isLinear();
        if (receiverIsLinear) {
            receive();
        }
        Set<Integer> lent = lend();
        for (int i = 0; i < arguments.length; i++) {
            pass(i, lent);
        }
        method.exceptional(state);
        if (receiverIsLinear) {
            endReceiver();
        }
        pushResult();
        if (self != null && self.kind() == Kind.NEW) {
            construct();
        }
    }

    /** The method as messages name it. */
    private String what() {
        return shown(ref);
    }

    static String shown(MemberRef ref) {
        return GenericType.simpleName(ref.owner()) + "." + ref.name() + "()";
    }

    private void popOperands() {
        List<String> parameters = Descriptor.ofMethod(ref.descriptor()).parameters();
        arguments = new Value[parameters.size()];
        for (int i = arguments.length - 1; i >= 0; i--) {
            if (Descriptor.slots(parameters.get(i)) == 2) {
                state.pop();
            }
            arguments[i] = state.pop();
        }
        self = method.it.opcode() == Opcode.INVOKESTATIC ? null : state.pop();
    }

    // ---- types

    /** The method's types, with cells for what the system's generic classes carry and nothing has told yet. */
    private MethodTypes signature() {
        receiverArguments = null;
        if (target == null) {
            return MethodTypes.erased(ref.descriptor());
        }
        Map<String, GenericType> variables = types.variables(target.owner(), target.method());
        if (target.isApi()) {
            for (String variable : SignatureReader.formals(target.method().signature(), Map.of()).keySet()) {
                variables.putIfAbsent(variable, cell(variable));
            }
            List<String> formals = formals(target.owner());
            if (!formals.isEmpty() && self != null) {
                receiverArguments = receiverArguments(formals);
                for (int i = 0; receiverArguments != null && i < formals.size(); i++) {
                    variables.put(formals.get(i), receiverArguments.get(i));
                }
                if (receiverArguments == null && target.method().signature() != null && !self.isNull()) {
                    raw(target.owner().name());
                }
            }
        }
        return MethodTypes.of(target.owner(), target.method(), variables, types);
    }

    private void raw(String name) {
        String simple = GenericType.simpleName(name);
        method.fault(OwnershipRule.RAW, "raw " + simple + ": say what it carries, for example " + simple + "<Block>");
    }

    private List<GenericType> receiverArguments(List<String> formals) {
        if (self.kind() == Kind.NEW) {
            List<GenericType> cells = new ArrayList<>();
            formals.forEach(formal -> cells.add(cell("new " + formal)));
            return cells;
        }
        GenericType type = self.isLinear() ? state.known(self.id()).type() : self.type();
        return type != null && type.arguments().size() == formals.size() ? type.arguments() : null;
    }

    private static List<String> formals(ClassFile cf) {
        return List.copyOf(SignatureReader.formals(cf.signature(), Map.of()).keySet());
    }

    private GenericType cell(String variable) {
        return method.unifier.cell(method.bci(), variable);
    }

    /** The class with a cell for each type parameter, if it is one of the system's containers. */
    GenericType withCells(String name) {
        if (!types.isContainer(name)) {
            return GenericType.of(name);
        }
        List<GenericType> cells = new ArrayList<>();
        formals(types.find(name)).forEach(formal -> cells.add(cell("as " + formal)));
        return GenericType.of(name, cells);
    }

    // ---- the receiver

    private void receive() {
        Knowledge known = state.known(self.id());
        takenFrom = Set.of();
        role = Role.LOOKS;
        if (ref.name().equals("close") && ref.descriptor().equals("()V")) {
            role = Role.CLOSES;
            obligations.close(state, self.id());
        } else if (arguments.length == 0 && !recordsWith(known).isEmpty()) {
            role = Role.TAKES;
            takenFrom = recordsWith(known);
            if (!obligations.take(state, self.id(), takenFrom, ref.name())) {
                takenFrom = Set.of();
            }
        } else if (target != null && (types.moves(target) || ref.owner().equals(LinearTypes.PENDING) && ref.name().equals("await"))) {
            role = Role.CONSUMES;
            obligations.consume(state, self.id(), what());
        } else if (isOwnMethod(known)) {
            obligations.use(state, self.id());
        } else {
            method.fault(OwnershipRule.ORDINARY_CODE, method.name(state, self.id()) + " cannot be used as " + GenericType.of(ref.owner()));
        }
    }

    /** The records that the value may be and that have a linear component of the method's name: the method is its accessor. */
    private Set<String> recordsWith(Knowledge known) {
        Set<String> records = new HashSet<>();
        if (target != null && types.isOwner(target.owner().name())) {
            for (String record : types.cases(ref.owner())) {
                if (types.components(record).containsKey(ref.name()) && (known.parts().isNone() || known.parts().has(record))) {
                    records.add(record);
                }
            }
        }
        return records;
    }

    private boolean isOwnMethod(Knowledge known) {
        return ref.owner().equals("java/lang/Object") || ref.owner().equals("java/lang/AutoCloseable") || types.isLinear(ref.owner())
                || known.type().isUnknown() || types.isSubtype(known.type().name(), ref.owner()) || known.parts().isSome(ref.owner(),
                types);
    }

    private void endReceiver() {
        int id = self.id();
        Knowledge known = state.known(id);
        switch (role) {
            case LOOKS -> { }
            case CLOSES -> {
                Knowledge closed = known.ended(Status.ENDED, method.line(), "closed");
                state.know(id, closed);
                method.exceptionallyKnow(id, closed);
                obligations.settle(state);
            }
            case CONSUMES -> {
                Knowledge consumed = known.ended(Status.ENDED, method.line(), "consumed by " + what());
                state.know(id, consumed);
                if (ref.owner().equals(LinearTypes.PENDING)) {
                    method.exceptionallyKnow(id, consumed);
                }
                obligations.settle(state);
            }
            case TAKES -> {
                for (String record : takenFrom) {
                    known = known.taken(record, ref.name(), method.line());
                }
                state.know(id, known);
            }
        }
    }

    // ---- arguments

    private boolean isLent(int i) {
        return signature.isBorrowed(i) && types.isLendable(signature.parameter(i));
    }

    private Set<Integer> lend() {
        Set<Integer> lent = new HashSet<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].isLinear() && isLent(i)) {
                obligations.use(state, arguments[i].id());
                if (types.isLinear(signature.parameter(i))) {
                    obligations.fit(signature.parameter(i), state.known(arguments[i].id()).type());
                }
                lent.add(arguments[i].id());
            }
        }
        return lent;
    }

    private void pass(int i, Set<Integer> lent) {
        Value value = arguments[i];
        GenericType wanted = signature.parameter(i);
        obligations.checkThisStays(value);
        if (!value.isLinear()) {
            passReference(wanted, value);
            return;
        }
        if (isLent(i)) {
            return;
        }
        int id = value.id();
        Knowledge known = state.known(id);
        if (known == null) {
            // An argument twice, unknown until this call told that it is data.
            return;
        }
        if (target != null && (wanted.isUnknown() || types.isLinear(wanted))) {
            obligations.fit(wanted, known.type());
            if (self != null && self.equals(value)) {
                method.fault(OwnershipRule.OWN_METHOD, method.name(state, id) + " is given to its own method");
            } else if (lent.contains(id)) {
                method.fault(OwnershipRule.BORROWED_AND_MOVED, method.name(state, id) + " is borrowed and moved by the same call");
            }
            obligations.give(state, id, "moved into " + what());
        } else if (LOOKING.contains(ref.owner() + "." + ref.name())) {
            obligations.use(state, id);
        } else if (known.type().isUnknown()) {
            obligations.fit(known.type(), wanted);
            state.replace(id, Value.reference(wanted));
        } else {
            method.fault(OwnershipRule.ORDINARY_CODE, method.name(state, id) + ", a " + known.type() + ", cannot be handed to " + what()
                    + " as " + wanted + ": ordinary code does not keep track of owners");
            state.know(id, known.ended(Status.ENDED, method.line(), "handed to " + what()));
        }
    }

    /** Data tells what a container carries; an object that may be a server's does not, for an endpoint may lie beside it. */
    private void passReference(GenericType wanted, Value value) {
        boolean isTyped = value.kind() == Kind.REFERENCE && value.type() != null && !value.type().isUnknown();
        if (!wanted.isUnknown()) {
            obligations.fitReference(wanted, value);
        } else if (isTyped) {
            ClassFile cf = types.find(value.type().name());
            boolean isData = cf != null && !cf.isInterface() && cf.superName() != null
                    && !types.isSubtype(cf.name(), LinearTypes.CONTRACT);
            if (isData) {
                obligations.fit(wanted, value.type());
            }
        }
    }

    // ---- the result

    private void pushResult() {
        String descriptor = Descriptor.ofMethod(ref.descriptor()).returnType();
        if (!Descriptor.isReference(descriptor)) {
            InstructionTransfer.push(state, descriptor, Value.NONE);
            return;
        }
        if (arguments.length > 0 && SAME.contains(ref.owner() + "." + ref.name())) {
            state.push(arguments[0]);
            return;
        }
        GenericType type = signature.result();
        if (types.isLinear(type) || type.isUnknown()) {
            state.push(state.create(Knowledge.fresh(Status.OPEN, type, method.line(), types)));
            return;
        }
        if (types.smuggles(type)) {
            method.fault(OwnershipRule.COLLECTION, what() + " gives an ordinary collection or array of linear values, a " + type);
        }
        state.push(Value.reference(type));
    }

    /** The constructor has returned: a record with linear components is owned from here on. */
    private void construct() {
        GenericType type = receiverArguments == null ? GenericType.of(ref.owner()) : GenericType.of(ref.owner(), receiverArguments);
        if (!types.isLinear(ref.owner())) {
            state.constructed(self, Value.reference(type));
            return;
        }
        Knowledge fresh = Knowledge.fresh(Status.OPEN, type, method.line(), types);
        if (!fresh.owes()) {
            state.constructed(self, Value.reference(type));
            return;
        }
        Value made = state.create(fresh);
        state.constructed(self, made);
        if (!state.holds(made.id())) {
            state.push(made);
            state.pop();
        }
    }
}
