package obol.aot.build;

import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.lower.RuntimeMethods;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import obol.classfile.Descriptor;

/**
 * For a checking build: where a reference comes from elsewhere (a parameter, a field, an array, a call, a handler, a merge with a declared
 * frame), a test of its hub against the class that the verifier took it for; one that fails stops the system. Interfaces are left out, which
 * verification takes for Object. The test is a call of a method that is not inlined, so nothing that the optimiser believes of types takes it
 * away; nor does it move anything else, as it reads the object alone.
 */
final class TypeTests {
    private static final TypeTests NONE = new TypeTests(null, null, null);

    private final World world;
    private final Emitter emit;
    private final DeclaredFrames frames;

    private TypeTests(World world, Emitter emit, DeclaredFrames frames) {
        this.world = world;
        this.emit = emit;
        this.frames = frames;
    }

    /** @param wanted false: nothing is tested */
    static TypeTests of(World world, JMethod method, Emitter emit, boolean wanted) {
        if (!wanted || world.isPlatform(method.holder) || World.isTrusted(method.holder)) return NONE;
        return new TypeTests(world, emit, new DeclaredFrames(method));
    }

    /** @param descriptor of a type, or of a method whose result it is */
    void value(Ins value, String descriptor) {
        if (frames == null || value.type != Type.REF) return;
        String type = descriptor.startsWith("(") ? Descriptor.ofMethod(descriptor).returnType() : descriptor;
        JClass wanted = verified(type);
        if (wanted == null) return;
        Ins hub = emit.add(Op.HUB, Type.LONG).attr(wanted);
        call("requireType", "(Ljava/lang/Object;JI)V", value, hub);
    }

    /** What was loaded from an array is what the array may hold. */
    void element(Ins array, Ins value) {
        if (frames != null) call("requireElement", "(Ljava/lang/Object;Ljava/lang/Object;I)V", array, value);
    }

    /** All that a frame says that is declared for this place, if one is; {@code frame} has values where they are live. */
    void merge(int bci, Frame frame) {
        String[] types = frames == null ? null : frames.at(bci);
        for (int i = 0; types != null && i < types.length; i++) {
            if (types[i] != null && i < frame.slots() && frame.slot(i) != null) value(frame.slot(i), types[i]);
        }
    }

    private void call(String name, String descriptor, Ins a, Ins b) {
        JMethod test = world.require(RuntimeMethods.CLASS).declared(name, descriptor);
        emit.throwing(Op.INVOKE_STATIC, Type.VOID, test, a, b, emit.intConstant(emit.position.bci()));
    }

    /** What verification guarantees of a type: null for nothing. */
    private JClass verified(String descriptor) {
        int dimensions = descriptor.lastIndexOf('[') + 1;
        if (descriptor.charAt(dimensions) != 'L') return dimensions == 0 ? null : world.find(descriptor);
        JClass element = world.find(descriptor.substring(dimensions + 1, descriptor.length() - 1));
        if (element == null) return null;
        if (element.isInterface()) {
            if (dimensions == 0) return null;
            element = world.require("java/lang/Object");
        }
        for (int i = 0; i < dimensions; i++) element = element.array(world);
        return element;
    }
}
