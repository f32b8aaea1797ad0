package obol.verifier.ownership;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.classfile.Access;
import obol.classfile.Bytecodes;
import obol.classfile.ClassFile;
import obol.classfile.ClassFile.BootstrapMethod;
import obol.classfile.ConstantPool;
import obol.classfile.ConstantPool.DynamicRef;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.ConstantPool.MethodHandleRef;
import obol.classfile.Descriptor;
import obol.classfile.MethodInfo;
import obol.classfile.Opcode;
import obol.verifier.ownership.LinearTypes.Resolved;

/**
 * invokedynamic of one class: lambdas, method references and string concatenation. Nothing linear may be captured, and both sides of a
 * lambda must agree on who owns its parameters and its result.
 *
 * <p>The method that javac makes of a lambda has no Signature: its last parameters are those of the interface method. One that seems to
 * give an endpoint may only make objects, which are no endpoints (a server's maker): that is known when its body has been looked at, so
 * what depends on it is decided at the end ({@link #decide}).
 */
final class LambdaRules {
    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final Set<String> LOOKING = Set.of("java/lang/invoke/StringConcatFactory", "java/lang/runtime/ObjectMethods");

    /** A fault that stands if a method of this class gives linear values. */
    private record Pending(MethodInfo implementation, MethodInfo method, int bci, int line, String found) { }

    private final ClassFile cf;
    private final LinearTypes types;
    private final FaultLog log;
    /** By name and descriptor: the types of the interface method that a lambda's method implements. */
    private final Map<String, List<GenericType>> parameters = new HashMap<>();
    private final Set<MethodInfo> spoilt = new HashSet<>();
    private final List<Pending> pending = new ArrayList<>();
    private final Set<MethodInfo> givers = new HashSet<>();

    LambdaRules(ClassFile cf, LinearTypes types, FaultLog log) {
        this.cf = cf;
        this.types = types;
        this.log = log;
        for (MethodInfo each : cf.methods()) {
            if (each.code() != null) {
                findLambdas(each);
            }
        }
    }

    private void findLambdas(MethodInfo method) {
        for (Bytecodes it = method.code().instructions(); it.next();) {
            if (it.opcode() != Opcode.INVOKEDYNAMIC) {
                continue;
            }
            Site site = site(cf.constants().invokeDynamic(it.constant()));
            MethodInfo implementation = site == null ? null : own(site.implementation.member());
            if (site != null && capturesSlot(method, it.bci(), site) && implementation != null) {
                spoilt.add(implementation);
            }
            if (implementation != null && implementation.has(Access.SYNTHETIC) && site.face != null) {
                List<GenericType> wanted = site.faceTypes(types).parameters();
                String key = implementation.toString();
                boolean tells = wanted.stream().anyMatch(type -> types.isContainer(type.name()));
                if (tells && wanted.size() <= Descriptor.ofMethod(implementation.descriptor()).parameters().size()) {
                    // Two sites of one lambda's method are never javac's: then it says nothing.
                    parameters.merge(key, wanted, (a, b) -> List.of());
                }
            }
        }
    }

    /** What a Slot holds would be forgotten in the lambda's method, which has no Signature. */
    private boolean capturesSlot(MethodInfo method, int bci, Site site) {
        for (String each : Descriptor.ofMethod(site.ref.descriptor()).parameters()) {
            String name = Descriptor.className(each);
            if (name != null && LinearTypes.isSlot(name)) {
                log.add(OwnershipRule.CAPTURE, method, bci, method.code().lineAt(bci), "a " + GenericType.of(name)
                        + " cannot be captured by a lambda (its element type would be lost): make it a field");
                return true;
            }
        }
        return false;
    }

    /** Whether there is a fault already in how a method is used as a lambda: faults inside would but follow from it. */
    boolean isSpoilt(MethodInfo method) {
        return spoilt.contains(method);
    }

    private MethodInfo own(MemberRef ref) {
        return ref.owner().equals(cf.name()) ? cf.method(ref.name(), ref.descriptor()) : null;
    }

    /** A method's types, those of a lambda's parameters taken from what it implements. */
    MethodTypes adapt(MethodInfo method, MethodTypes declared) {
        return declared.withLast(method.has(Access.SYNTHETIC) ? parameters.getOrDefault(method.toString(), List.of()) : List.of());
    }

    /** A method that gives linear values has been seen. */
    void gives(MethodInfo method) {
        givers.add(method);
    }

    /** All methods have been looked at. */
    void decide() {
        for (Pending each : pending) {
            if (givers.contains(each.implementation)) {
                log.add(OwnershipRule.RESULT, each.method, each.bci, each.line, each.found);
            }
        }
    }

    // ---- the instruction

    void invokeDynamic(State state, MethodAnalysis method, Obligations obligations) {
        DynamicRef ref = cf.constants().invokeDynamic(method.it.constant());
        String factory = cf.bootstrapMethods().get(ref.bootstrap()).handle().member().owner();
        Descriptor descriptor = Descriptor.ofMethod(ref.descriptor());
        boolean looks = LOOKING.contains(factory);
        for (int i = descriptor.parameters().size() - 1; i >= 0; i--) {
            if (Descriptor.slots(descriptor.parameters().get(i)) == 2) {
                state.pop();
            }
            capture(state, state.pop(), looks, method, obligations);
        }
        Site site = site(ref);
        if (site != null) {
            new SiteCheck(site, method, obligations).run();
        } else if (!looks) {
            method.fault(OwnershipRule.BOOTSTRAP, "invokedynamic with an unknown bootstrap method: " + factory.replace('/', '.'));
        }
        InstructionTransfer.push(state, descriptor.returnType(),
                Value.reference(types.declared(null, descriptor.returnType().equals("V") ? "I" : descriptor.returnType(), Map.of())));
    }

    private void capture(State state, Value value, boolean looks, MethodAnalysis method, Obligations obligations) {
        if (looks) {
            if (value.isLinear()) {
                obligations.use(state, value.id());
            }
            return;
        }
        obligations.checkThisStays(value);
        if (value.isLinear()) {
            method.fault(OwnershipRule.CAPTURE, method.name(state, value.id()) + " cannot be captured by a lambda or method reference: "
                    + "a linear value stays in the method that owns it");
            Knowledge known = state.known(value.id());
            state.know(value.id(), known.ended(Status.ENDED, method.line(), "captured"));
        }
    }

    /**
     * A use of the lambda factory.
     *
     * @param face           the interface method, or null if it is missing
     * @param implementation what is called
     * @param instantiated   descriptor of the interface method with its type arguments
     * @param captured       number of values captured
     */
    private record Site(DynamicRef ref, Resolved face, MethodHandleRef implementation, Descriptor instantiated, int captured) {
        MethodTypes faceTypes(LinearTypes types) {
            return types.methodTypes(face.owner(), face.method());
        }

        boolean hasReceiver() {
            return implementation.kind() != MethodHandleRef.INVOKE_STATIC && implementation.kind() != MethodHandleRef.NEW_INVOKE_SPECIAL;
        }

        String faceName() {
            String name = Descriptor.className(Descriptor.ofMethod(ref.descriptor()).returnType());
            return GenericType.simpleName(name) + "." + ref.name() + "()";
        }
    }

    /** Null if the bootstrap method is not the lambda factory, or is not called as it wants. */
    private Site site(DynamicRef ref) {
        BootstrapMethod bootstrap = cf.bootstrapMethods().get(ref.bootstrap());
        ConstantPool constants = cf.constants();
        List<Integer> arguments = bootstrap.arguments();
        Descriptor factory = Descriptor.ofMethod(ref.descriptor());
        String face = Descriptor.className(factory.returnType());
        if (!bootstrap.handle().member().owner().equals(METAFACTORY) || arguments.size() < 3 || face == null
                || constants.tag(arguments.get(0)) != ConstantPool.METHOD_TYPE
                || constants.tag(arguments.get(1)) != ConstantPool.METHOD_HANDLE
                || constants.tag(arguments.get(2)) != ConstantPool.METHOD_TYPE) {
            return null;
        }
        Resolved method = types.resolve(new MemberRef(face, ref.name(), constants.methodType(arguments.get(0)), true));
        return new Site(ref, method, constants.methodHandle(arguments.get(1)), Descriptor.ofMethod(constants.methodType(arguments.get(2))),
                factory.parameters().size());
    }

    /** Both sides of one lambda or method reference. */
    private final class SiteCheck {
        private final Site site;
        private final MethodAnalysis method;
        private final Obligations obligations;
        private final MemberRef implementation;
        private final Resolved target;
        private final MethodTypes face;
        private final MethodTypes body;

        SiteCheck(Site site, MethodAnalysis method, Obligations obligations) {
            this.site = site;
            this.method = method;
            this.obligations = obligations;
            implementation = site.implementation.member();
            target = types.resolve(implementation);
            face = site.face == null ? null : site.faceTypes(types);
            body = target == null ? MethodTypes.erased(implementation.isMethod() ? implementation.descriptor() : "()V")
                    : declared(target);
        }

        private MethodTypes declared(Resolved resolved) {
            MethodTypes declared = types.methodTypes(resolved.owner(), resolved.method());
            return resolved.owner() == cf ? adapt(resolved.method(), declared) : declared;
        }

        void run() {
            int shift = site.captured;
            if (site.hasReceiver()) {
                shift = site.captured > 0 ? site.captured - 1 : -1;
            }
            // A face without linear parameters, as those of the JDK, cannot be called with a linear value.
            for (int i = 0; face != null && i < Math.min(face.count(), site.instantiated.parameters().size()); i++) {
                if (isPassed(face, i)) {
                    parameter(i, i + shift);
                }
            }
            result();
        }

        private boolean isPassed(MethodTypes signature, int index) {
            GenericType type = signature.parameter(index);
            return types.isLinear(type) || signature.isBorrowed(index) && types.isLendable(type);
        }

        private void parameter(int index, int bodyIndex) {
            GenericType wanted = face.parameter(index);
            if (bodyIndex < 0) {
                receiver(face.isBorrowed(index));
            } else if (target == null || bodyIndex >= body.count() || !isPassed(body, bodyIndex)) {
                method.fault(OwnershipRule.ORDINARY_CODE, "a " + wanted + " cannot be handed to " + CallTransfer.shown(implementation)
                        + " by a method reference: ordinary code does not keep track of owners");
            } else if (face.isBorrowed(index) != body.isBorrowed(bodyIndex)) {
                method.fault(OwnershipRule.MARK, "parameter " + (index + 1) + " of " + site.faceName() + " is "
                        + (face.isBorrowed(index) ? "" : "not ") + "@Borrowed, the lambda or method reference differs: write a class");
            } else {
                obligations.fit(body.parameter(bodyIndex), wanted);
            }
        }

        /** The value is the receiver: a borrowed one must stay, one that is given must end. */
        private void receiver(boolean borrowed) {
            boolean closes = implementation.name().equals("close") && implementation.descriptor().equals("()V");
            boolean consumes = target != null && types.moves(target)
                    || implementation.owner().equals(LinearTypes.PENDING) && implementation.name().equals("await");
            boolean takes = types.components(implementation.owner()).containsKey(implementation.name());
            if (borrowed ? closes || consumes || takes : !closes && !consumes) {
                method.fault(OwnershipRule.ORDINARY_CODE, borrowed
                        ? "the method reference " + CallTransfer.shown(implementation) + " would end a value that is only borrowed"
                        : "this method reference would lose a linear value: write a method");
            }
        }

        private void result() {
            boolean makes = site.implementation.kind() == MethodHandleRef.NEW_INVOKE_SPECIAL;
            GenericType given = makes ? GenericType.of(implementation.owner()) : body.result();
            boolean discarded = face != null && face.result().name() != null && face.result().name().equals("V");
            if (!types.isLinear(given) || makes && types.isContract(given.name())) {
                return;
            }
            if (face != null && types.isLinear(face.result())) {
                obligations.fit(face.result(), given);
                return;
            }
            String found = "a " + given + " cannot be returned through " + site.faceName() + (discarded ? ", which drops it" : "");
            MethodInfo own = own(implementation);
            if (own != null && own.has(Access.SYNTHETIC) && types.isContract(given.name())) {
                pending.add(new Pending(own, method.method, method.bci(), method.line(), found));
            } else {
                method.fault(OwnershipRule.RESULT, found);
            }
        }
    }
}
