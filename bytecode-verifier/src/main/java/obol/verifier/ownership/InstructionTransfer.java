package obol.verifier.ownership;

import obol.classfile.Bytecodes;
import obol.classfile.ConstantPool;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.Descriptor;
import obol.classfile.Opcode;
import obol.verifier.ownership.Value.Kind;

/** What each instruction makes of a state; calls are in {@link CallTransfer}. The method has passed the type rules. */
final class InstructionTransfer {
    private static final GenericType STRING = GenericType.of("java/lang/String");

    private final MethodAnalysis method;
    private final LinearTypes types;
    private final ConstantPool constants;
    private final Bytecodes it;
    private final Obligations obligations;
    private final CallTransfer calls;
    private final LambdaRules lambdas;

    InstructionTransfer(MethodAnalysis method, LambdaRules lambdas) {
        this.method = method;
        this.lambdas = lambdas;
        types = method.types;
        constants = method.cf.constants();
        it = method.it;
        obligations = new Obligations(method);
        calls = new CallTransfer(method, obligations);
    }

    /** The current instruction, other than athrow. */
    void execute(State state) {
        Opcode opcode = it.opcode();
        switch (opcode) {
            case ACONST_NULL -> state.push(Value.NULL);
            case LDC, LDC_W, LDC2_W -> ldc(state);
            case ILOAD, ILOAD_0, ILOAD_1, ILOAD_2, ILOAD_3, ALOAD, ALOAD_0, ALOAD_1, ALOAD_2,
                    ALOAD_3 -> state.push(state.local(it.local()));
            case ISTORE, ISTORE_0, ISTORE_1, ISTORE_2, ISTORE_3, FSTORE, FSTORE_0, FSTORE_1, FSTORE_2, FSTORE_3,
                 ASTORE, ASTORE_0, ASTORE_1, ASTORE_2, ASTORE_3 -> state.setLocal(it.local(), state.pop());
            case LSTORE, LSTORE_0, LSTORE_1, LSTORE_2, LSTORE_3, DSTORE, DSTORE_0, DSTORE_1, DSTORE_2, DSTORE_3 -> {
                state.pop(2);
                state.setLocal(it.local(), Value.NONE);
                state.setLocal(it.local() + 1, Value.NONE);
            }
            case IINC -> state.setLocal(it.local(), Value.NONE);
            case DUP -> duplicate(state, 1, 0);
            case DUP_X1 -> duplicate(state, 1, 1);
            case DUP_X2 -> duplicate(state, 1, 2);
            case DUP2 -> duplicate(state, 2, 0);
            case DUP2_X1 -> duplicate(state, 2, 1);
            case DUP2_X2 -> duplicate(state, 2, 2);
            case SWAP -> {
                Value top = state.pop();
                Value below = state.pop();
                state.push(top);
                state.push(below);
            }
            case AALOAD -> {
                state.pop(2);
                state.push(Value.REFERENCE);
            }
            case AASTORE -> storeInArray(state);
            case NEWARRAY -> {
                state.pop();
                state.push(Value.REFERENCE);
            }
            case ANEWARRAY -> newArray(state, 1);
            case MULTIANEWARRAY -> newArray(state, it.dimensions());
            case GETFIELD, GETSTATIC -> getField(state);
            case PUTFIELD, PUTSTATIC -> putField(state);
            case NEW -> {
                Value fresh = Value.newObject(it.bci(), constants.className(it.constant()));
                state.constructed(fresh, Value.NONE);
                state.push(fresh);
            }
            case CHECKCAST -> checkCast(state);
            case INSTANCEOF -> {
                Value tested = state.pop();
                state.push(tested.isLinear() ? Value.test(tested.id(), constants.className(it.constant())) : Value.NONE);
            }
            case MONITORENTER -> {
                Value locked = state.peek(0);
                if (locked.isLinear()) {
                    obligations.use(state, locked.id());
                }
                state.pop();
            }
            case ARETURN -> returns(state);
            case INVOKEVIRTUAL, INVOKESPECIAL, INVOKESTATIC, INVOKEINTERFACE -> calls.call(state);
            case INVOKEDYNAMIC -> lambdas.invokeDynamic(state, method, obligations);
            default -> fixed(state, opcode);
        }
    }

    private static void fixed(State state, Opcode opcode) {
        state.pop(opcode.pops());
        for (int i = 0; i < opcode.pushes(); i++) {
            state.push(Value.NONE);
        }
    }

    /** The top {@code count} slots once more below {@code skipped} others. */
    private static void duplicate(State state, int count, int skipped) {
        Value[] slots = new Value[count + skipped];
        for (int i = slots.length - 1; i >= 0; i--) {
            slots[i] = state.pop();
        }
        for (int i = skipped; i < slots.length; i++) {
            state.push(slots[i]);
        }
        for (Value slot : slots) {
            state.push(slot);
        }
    }

    private void ldc(State state) {
        int index = it.constant();
        switch (constants.tag(index)) {
            case ConstantPool.STRING -> state.push(Value.reference(STRING));
            case ConstantPool.CLASS, ConstantPool.METHOD_HANDLE, ConstantPool.METHOD_TYPE -> state.push(Value.REFERENCE);
            case ConstantPool.DYNAMIC -> {
                String descriptor = constants.dynamic(index).descriptor();
                if (types.isLinear(Descriptor.className(descriptor))) {
                    method.fault(OwnershipRule.BOOTSTRAP, "a dynamic constant of linear type");
                }
                push(state, descriptor, Value.REFERENCE);
            }
            default -> {
                state.push(Value.NONE);
                if (it.opcode() == Opcode.LDC2_W) {
                    state.push(Value.NONE);
                }
            }
        }
    }

    /** A value of a type, which is {@code reference} if the type is none of numbers. */
    static void push(State state, String descriptor, Value reference) {
        if (Descriptor.isReference(descriptor)) {
            state.push(reference);
        } else {
            for (int i = Descriptor.slots(descriptor); i > 0; i--) {
                state.push(Value.NONE);
            }
        }
    }

    private void storeInArray(State state) {
        Value value = state.peek(0);
        obligations.checkThisStays(value);
        if (value.isLinear()) {
            method.fault(OwnershipRule.ARRAY, method.name(state, value.id()) + " cannot be put into an array");
            obligations.give(state, value.id(), "put into an array");
        }
        state.pop(3);
    }

    private void newArray(State state, int dimensions) {
        String name = constants.className(it.constant());
        String element = name.startsWith("[") ? Descriptor.className(name.substring(name.lastIndexOf('[') + 1)) : name;
        if (types.isLinear(element)) {
            method.fault(OwnershipRule.ARRAY, "no arrays of " + GenericType.of(element));
        }
        state.pop(dimensions);
        state.push(Value.REFERENCE);
    }

    private void getField(State state) {
        MemberRef ref = constants.memberRef(it.constant());
        GenericType type = types.fieldType(ref);
        Value receiver = it.opcode() == Opcode.GETFIELD ? state.peek(0) : null;
        if (receiver != null && types.isLinear(type) && types.isRecord(ref.owner()) && !mayReadComponent(state, ref, receiver)) {
            method.fault(OwnershipRule.ACCESSOR, "use " + ref.name() + "(): the component of a record is taken by its accessor");
        }
        if (receiver != null) {
            state.pop();
        }
        if (types.isLinear(type)) {
            state.push(state.create(Knowledge.fresh(Status.FIELD, type, method.line(), types)));
        } else {
            push(state, ref.descriptor(), Value.reference(type));
        }
    }

    /** A record's own methods, which borrow it, may look at the component; its constructor, too. */
    private boolean mayReadComponent(State state, MemberRef ref, Value receiver) {
        return ref.owner().equals(method.cf.name()) && (receiver.kind() == Kind.THIS
                || receiver.isLinear() && state.known(receiver.id()).status().isOnly(Status.Fate.BORROWED));
    }

    private void putField(State state) {
        MemberRef ref = constants.memberRef(it.constant());
        boolean isStatic = it.opcode() == Opcode.PUTSTATIC;
        GenericType type = types.fieldType(ref);
        int slots = Descriptor.slots(ref.descriptor());
        Value value = state.peek(0);
        obligations.checkThisStays(value);
        if (value.isLinear()) {
            boolean fills = !isStatic && method.fillsFields() && state.peek(1).kind() == Kind.THIS;
            String name = method.name(state, value.id());
            if (isStatic) {
                method.fault(OwnershipRule.STATIC_FIELD, name + " cannot be stored in a static field");
            } else if (!fills) {
                method.fault(OwnershipRule.FIELD, name + " cannot be stored in the field '" + ref.name()
                        + "' here: only the constructor fills a final field");
            } else if (!types.isLinear(type)) {
                method.fault(OwnershipRule.FIELD, name + " cannot be stored in the field '" + ref.name() + "' of type " + type);
            } else {
                obligations.fit(type, state.known(value.id()).type());
            }
            obligations.give(state, value.id(), "stored in the field '" + ref.name() + "'");
            if (fills) {
                // The field owns it now and lends it to the rest of the constructor, as it would to any other method.
                state.know(value.id(), Knowledge.fresh(Status.FIELD, state.known(value.id()).type(), method.line(), types));
            }
        } else {
            obligations.fitReference(type, value);
        }
        state.pop(slots + (isStatic ? 0 : 1));
    }

    private void checkCast(State state) {
        String name = constants.className(it.constant());
        Value value = state.peek(0);
        if (value.isLinear()) {
            castLinear(state, value.id(), name);
        } else if (value.kind() == Kind.REFERENCE) {
            boolean wasLinear = value.type() != null && types.isLinear(value.type());
            if (types.isLinear(name) && !types.isContract(name) && !wasLinear) {
                method.fault(OwnershipRule.CAST, "a value of an ordinary type cannot be cast to " + GenericType.of(name)
                        + ": nothing says who owns it");
            }
            if (value.type() == null || value.type().isUnknown() || !value.type().name().equals(name)) {
                state.pop();
                state.push(Value.reference(GenericType.of(name)));
            }
        }
    }

    private void castLinear(State state, int id, String name) {
        Knowledge known = state.known(id);
        GenericType type = known.type();
        if (type.isUnknown()) {
            castUnknown(state, id, known, name);
        } else if (!known.parts().isNone()) {
            Parts left = known.parts().narrowed(name, true, types);
            if (!left.isNone()) {
                state.know(id, known.withParts(left));
            }
        } else if (name.equals(type.name()) || types.isSubtype(type.name(), name)) {
            return;
        } else if (types.isContainer(name)) {
            method.fault(OwnershipRule.CAST, method.name(state, id) + ", a " + type + ", cannot be cast to " + GenericType.of(name)
                    + ": nothing says what it carries");
        } else if (types.isLinear(name)) {
            state.know(id, known.withType(GenericType.of(name), types));
        } else if (!types.isSubtype(name, LinearTypes.CONTRACT)) {
            method.fault(OwnershipRule.CAST, method.name(state, id) + ", a " + type + ", cannot be cast to " + GenericType.of(name));
        }
    }

    /** The cast says what the container carried. */
    private void castUnknown(State state, int id, Knowledge known, String name) {
        GenericType type = types.isLinear(name) ? calls.withCells(name) : GenericType.of(name);
        obligations.fit(known.type(), type);
        if (types.isLinear(name)) {
            state.know(id, known.withType(type, types));
        } else {
            state.replace(id, Value.reference(type));
        }
    }

    private void returns(State state) {
        Value value = state.peek(0);
        GenericType wanted = method.signature.result();
        if (value.isLinear()) {
            method.returnsLinearValue();
            if (types.isLinear(wanted)) {
                obligations.fit(wanted, state.known(value.id()).type());
            } else if (!state.known(value.id()).type().isUnknown()) {
                method.fault(OwnershipRule.RESULT, method.name(state, value.id()) + " cannot be returned as " + wanted);
            }
            obligations.give(state, value.id(), "returned");
        } else {
            obligations.fitReference(wanted, value);
        }
        state.pop();
    }
}
