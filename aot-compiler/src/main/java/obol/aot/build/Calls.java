package obol.aot.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import obol.aot.desugar.CallSites;
import obol.aot.ir.Condition;
import obol.aot.ir.Ins;
import obol.aot.ir.Linkage;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.JMethod;
import obol.aot.world.Resolution;
import obol.aot.world.Use;
import obol.aot.world.World;
import obol.classfile.ConstantPool.DynamicRef;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.Descriptor;

/** The calls of one method: resolution, receivers, initialisation, and what takes the place of a call. */
final class Calls {
    /** The message of a check at run time, not of a use that can never be linked. */
    static final String NOT_IMPLEMENTED = "Receiver does not implement the requested interface ";

    private final BytecodeBuilder builder;
    private final World world;
    private final JMethod caller;
    private final Emitter emit;
    private final Origins origins;

    /** What a value is. */
    interface Origins {
        /** The value itself, or the only one that a phi under construction merges; null if that is none of those wanted. */
        Ins find(Ins value, Predicate<Ins> wanted);
    }

    Calls(BytecodeBuilder builder, JMethod caller, Emitter emit, Origins origins) {
        this.origins = origins;
        this.builder = builder;
        this.world = builder.world;
        this.caller = caller;
        this.emit = emit;
    }

    /**
     * Sees to it that a class is initialised. Code of a class, and so of its subclasses, runs only when its
     * initialisation has at least begun in this thread.
     */
    void initialize(JClass c) {
        if (!world.needsInit(c)) return;
        for (JClass self = caller.holder; self != null; self = self.superclass) if (self == c) return;
        emit.initClass(c);
    }

    /** Arguments are taken off the frame's stack and the result is put there. */
    void invoke(Frame frame, MemberRef ref, Use use) {
        Resolution<JMethod> resolved = world.resolveMethod(caller.codeHolder, ref, use);
        boolean isStatic = use == Use.INVOKE_STATIC;
        if (!resolved.isResolved()) {
            fail(frame, ref.descriptor(), isStatic, resolved.failure());
            return;
        }
        JMethod method = resolved.value();
        if (World.isSignaturePolymorphic(method)) {
            if (!varHandleAccess(frame, method, ref.descriptor())) {
                fail(frame, ref.descriptor(), isStatic, builder.unsupported(caller, method.holder.name + "." + method.name));
            }
            return;
        }
        Ins[] arguments = arguments(frame, ref.descriptor(), isStatic);
        Ins registers = isStatic || !Intrinsics.isAccessor(method) ? null
                : origins.find(arguments[0], value -> Intrinsics.registersAt(value) != null);
        if (registers != null) {
            arguments[0] = registers.in(0);
            JMethod access = builder.intrinsics.access(Intrinsics.registersAt(registers), method);
            pushResult(frame, call(access, Use.INVOKE_STATIC, arguments));
            return;
        }
        if (!isStatic) arguments[0] = emit.nullCheck(arguments[0]);
        pushResult(frame, call(method, use, arguments));
    }

    private boolean varHandleAccess(Frame frame, JMethod method, String descriptor) {
        if (method.isStatic() || !method.holder.name.equals("java/lang/invoke/VarHandle")) return false;
        Frame before = frame.copy();
        Ins[] arguments = arguments(frame, descriptor, false);
        Ins handle = origins.find(arguments[0], value -> value.op == Op.GET_STATIC);
        VarHandles.Place place = handle != null ? builder.varHandles.find((JField) handle.attr) : null;
        Ins result = place == null ? null
                : new VarHandleCalls(world, emit).access(place, method.name, descriptor, Arrays.asList(arguments).subList(1, arguments.length));
        if (result == null) {
            frame.restore(before);
            return false;
        }
        if (!descriptor.endsWith(")V")) pushResult(frame, result);
        return true;
    }

    void invokeDynamic(Frame frame, DynamicRef ref, int bci) {
        JMethod site = builder.callSites.find(caller, ref, bci);
        Linkage missing = site == null ? missing(ref.descriptor()) : null;
        if (missing != null) {
            fail(frame, ref.descriptor(), true, missing);
            return;
        }
        if (site == null) {
            String what = "invokedynamic by " + CallSites.bootstrap(caller, ref);
            fail(frame, ref.descriptor(), true, builder.unsupported(caller, what));
            return;
        }
        pushResult(frame, call(site, Use.INVOKE_STATIC, arguments(frame, ref.descriptor(), true)));
    }

    /** A site is linked by the classes of its descriptor: the failure of the first that is not there; null: all are. */
    private Linkage missing(String descriptor) {
        List<String> types = new ArrayList<>(Descriptor.ofMethod(descriptor).parameters());
        types.add(Descriptor.ofMethod(descriptor).returnType());
        for (String type : types) {
            if (!type.endsWith(";") || world.ofDescriptor(type) != null) continue;
            Linkage failure = world.failure(Descriptor.className(type));
            // HotSpot names the array, not what it is of.
            return type.startsWith("[") ? new Linkage(failure.error(), type) : failure;
        }
        return null;
    }

    private Ins call(JMethod method, Use use, Ins[] arguments) {
        Op op = operation(method, use);
        if (op == Op.INVOKE_VIRTUAL || op == Op.INVOKE_INTERFACE) {
            return emit.throwing(op, method.result, method, arguments);
        }
        if (method.constant != null) return constant(emit, method);
        Intrinsics.Operation operation = builder.intrinsics.find(method);
        if (operation != null) {
            Ins result = operation.apply(emit, method, arguments);
            if (result != null) return result;
        }
        if (op == Op.INVOKE_STATIC) initialize(method.holder);
        else if (method.holder.isInterface() && method.isPrivate()) checkImplements(method, arguments[0]);
        return emit.throwing(op, method.result, method, arguments);
    }

    /** Private and final methods are called directly, however the bytecode calls them. */
    private static Op operation(JMethod method, Use use) {
        if (use == Use.INVOKE_STATIC) return Op.INVOKE_STATIC;
        if (use == Use.INVOKE_SPECIAL || !method.isVirtual() || !method.isAbstract() && (method.isFinal() || method.holder.isFinal())) return Op.INVOKE_SPECIAL;
        return method.holder.isInterface() ? Op.INVOKE_INTERFACE : Op.INVOKE_VIRTUAL;
    }

    /** A verifier does not look at interfaces, so a direct call of an interface's private method has to. */
    private void checkImplements(JMethod method, Ins receiver) {
        if (caller.holder == method.holder && receiver.op == Op.PARAM && receiver.bits == 0) return;
        Ins fits = emit.add(Op.INSTANCE_OF, Type.INT, receiver).attr(method.holder);
        emit.linkageErrorIf(Condition.EQ, fits, emit.intConstant(0), new Linkage("java/lang/IncompatibleClassChangeError",
                NOT_IMPLEMENTED + method.holder.name.replace('/', '.')));
    }

    /** What a method that is a constant returns. */
    static Ins constant(Emitter emit, JMethod method) {
        if (method.constant == JMethod.NULL_CONSTANT) return emit.constant(Type.REF, 0);
        long value = ((Number) method.constant).longValue();
        return switch (method.result) {
            case FLOAT -> emit.constant(Type.FLOAT, Float.floatToRawIntBits(value));
            case DOUBLE -> emit.constant(Type.DOUBLE, Double.doubleToRawLongBits(value));
            default -> emit.constant(method.result, value);
        };
    }

    private static Ins[] arguments(Frame frame, String descriptor, boolean isStatic) {
        int count = Descriptor.ofMethod(descriptor).parameters().size() + (isStatic ? 0 : 1);
        Ins[] arguments = new Ins[count];
        for (int i = count - 1; i >= 0; i--) arguments[i] = frame.pop();
        return arguments;
    }

    private static void pushResult(Frame frame, Ins result) {
        if (result != null && result.type != Type.VOID) frame.push(result);
    }

    private void fail(Frame frame, String descriptor, boolean isStatic, Linkage error) {
        emit.linkageError(error);
        arguments(frame, descriptor, isStatic);
        Type result = Type.ofDescriptor(Descriptor.ofMethod(descriptor).returnType());
        if (result != Type.VOID) frame.push(emit.constant(result, 0));
    }
}
