package obol.aot.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import obol.aot.input.JrtSource;
import obol.aot.input.MemorySource;
import obol.aot.input.SourceChain;
import obol.aot.ir.Linkage;
import obol.classfile.ConstantPool.MemberRef;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

/**
 * Resolution and selection against HotSpot: each instruction that names a member of a made-up hierarchy, for each class of
 * receiver, runs the same method here and there, or fails with the same error and the same words.
 */
class HierarchyTest {
    private static final int HIERARCHIES = 100;
    private static final ClassSource BASE = new JrtSource("java.base");
    private static final String SILENT = "no words";
    private final Set<String> seen = new HashSet<>();

    @Test void everyUseMeansWhatItMeansOnHotSpot() throws Exception {
        Random random = new Random(5);
        for (int n = 0; n < HIERARCHIES; n++) {
            List<Hierarchy.Spec> specs = new ArrayList<>();
            for (int i = 0, size = 2 + random.nextInt(7); i < size; i++) specs.add(Hierarchy.Spec.random(random));
            compare(new Hierarchy(specs), "hierarchy " + n);
        }
        // All kinds of outcome came up: otherwise the comparison is worth little.
        for (String error : List.of("NoSuchMethodError", "NoSuchFieldError", "IllegalAccessError", "AbstractMethodError",
                "IncompatibleClassChangeError", "returned")) {
            assertTrue(seen.contains(error), error + " never happened");
        }
    }

    /** Package-private overriding, mirandas, conflicts: what the tables of the image say is what selection says. */
    @Test void vtablesAndInterfaceTablesRunWhatSelectionSays() {
        Random random = new Random(7);
        int calls = 0;
        for (int n = 0; n < HIERARCHIES; n++) {
            List<Hierarchy.Spec> specs = new ArrayList<>();
            for (int i = 0, size = 3 + random.nextInt(8); i < size; i++) specs.add(Hierarchy.Spec.random(random));
            Hierarchy hierarchy = new Hierarchy(specs);
            World world = new World(new SourceChain(new MemorySource(hierarchy.classes), BASE));
            List<JMethod> named = named(world, hierarchy);
            List<JClass> receivers = new ArrayList<>();
            for (Hierarchy.Made t : hierarchy.types) if (!t.isInterface() && !t.isAbstract()) receivers.add(world.find(t.name()));
            for (JClass c : world.all()) {
                c.reachable = true;
                c.instantiated = receivers.contains(c);
                for (JMethod m : c.methods) m.reachable = !m.isAbstract() && random.nextInt(4) != 0;
            }
            for (JMethod m : named) {
                m.dispatched = true;
                for (JClass c : receivers) {
                    JMethod selected = c.isSubtypeOf(m.holder) ? world.selectVirtual(c, m) : null;
                    if (selected != null) selected.reachable = true;
                }
            }
            Layout layout = world.layOut();
            for (JMethod m : named) {
                for (JClass c : receivers) {
                    if (!c.isSubtypeOf(m.holder)) continue;
                    JMethod runs = m.holder.isInterface() ? layout.itable(c, m.holder).get(m.vtableIndex)
                            : m.vtableIndex < 0 ? m : c.vtable.get(m.vtableIndex);
                    assertEquals(world.selectVirtual(c, m), runs, () -> m + " on " + c + "\n" + hierarchy);
                    calls++;
                }
            }
        }
        assertTrue(calls > 3 * HIERARCHIES, "only " + calls);
    }

    /** The methods that the hierarchy's virtual and interface calls name. */
    private static List<JMethod> named(World world, Hierarchy hierarchy) {
        List<JMethod> named = new ArrayList<>();
        for (Hierarchy.Caller caller : hierarchy.callers) {
            if (caller.opcode() != Opcodes.INVOKEVIRTUAL && caller.opcode() != Opcodes.INVOKEINTERFACE) continue;
            Use use = caller.opcode() == Opcodes.INVOKEVIRTUAL ? Use.INVOKE_VIRTUAL : Use.INVOKE_INTERFACE;
            MemberRef ref = new MemberRef(caller.owner(), "m", Hierarchy.M, caller.interfaceRef());
            JMethod m = world.resolveMethod(world.find(caller.name()), ref, use).value();
            if (m != null && m.isVirtual() && !named.contains(m)) named.add(m);
        }
        return named;
    }

    private void compare(Hierarchy hierarchy, String what) throws Exception {
        World world = new World(new SourceChain(new MemorySource(hierarchy.classes), BASE));
        ClassLoader loader = hierarchy.load();
        Map<String, Object> receivers = new HashMap<>();
        for (Hierarchy.Made t : hierarchy.types) {
            if (!t.isInterface() && !t.isAbstract()) {
                receivers.put(t.name(), Class.forName(t.name().replace('/', '.'), true, loader).getDeclaredConstructor().newInstance());
            }
        }
        for (Hierarchy.Caller caller : hierarchy.callers) {
            JClass owner = world.find(caller.owner());
            for (Hierarchy.Made t : hierarchy.types) {
                Object receiver = receivers.get(t.name());
                boolean isStatic = caller.opcode() == Opcodes.INVOKESTATIC || caller.opcode() == Opcodes.GETSTATIC;
                if (receiver == null || !isStatic && !world.find(t.name()).isSubtypeOf(owner)) continue;
                Class<?> c = Class.forName(caller.name().replace('/', '.'), true, loader);
                String there = outcome(() -> c.getMethod("call", Object.class).invoke(null, receiver));
                String here = here(world, caller, t.name());
                // JVMS 6.5 wants this; HotSpot says so for a call by the class, but not for one by the interface.
                if (caller.opcode() == Opcodes.INVOKEINTERFACE && here.contains("Conflicting")) here = "AbstractMethodError:";
                if (there.endsWith(SILENT)) here = here.substring(0, here.indexOf(':') + 2) + SILENT;
                if (there.startsWith("AbstractMethodError") && isHidden(hierarchy, t)) continue;
                assertEquals(there, here, what + " " + caller + " on " + t + "\n" + hierarchy);
                seen.add(there.contains(":") ? there.substring(0, there.indexOf(':')) : "returned");
                if (isStatic) break;
            }
        }
        for (Hierarchy.Made t : hierarchy.types) {
            for (Hierarchy.Made above : hierarchy.above(t)) {
                for (Map.Entry<String, Object> receiver : receivers.entrySet()) {
                    if (!world.find(receiver.getKey()).isSubtypeOf(world.find(t.name()))) continue;
                    String name = "super_" + above.name().replace('/', '_');
                    Class<?> c = Class.forName(t.name().replace('/', '.'), true, loader);
                    JMethod selected = world.selectVirtual(world.find(receiver.getKey()), world.find(t.name()).declared(name, Hierarchy.M));
                    if (selected == null || !selected.holder.name.equals(t.name())) continue;
                    String there = outcome(() -> c.getMethod(name).invoke(receiver.getValue()));
                    MemberRef ref = new MemberRef(above.name(), "m", Hierarchy.M, above.isInterface());
                    Resolution<JMethod> r = world.resolveMethod(world.find(t.name()), ref, Use.INVOKE_SPECIAL);
                    assertEquals(there, r.isResolved() ? r.value().holder.name : text(r.failure()), what + " " + name + " in " + t + "\n" + hierarchy);
                }
            }
        }
    }

    /**
     * A static or private method of the name in one of the receiver's classes: JVMS 5.4.6 passes over it and may find a
     * default method where HotSpot finds none.
     */
    private static boolean isHidden(Hierarchy hierarchy, Hierarchy.Made t) {
        for (Hierarchy.Made c = t; c != null; c = c.superIndex() < 0 ? null : hierarchy.types.get(c.superIndex())) {
            if (c.method() != -1 && (c.method() & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) != 0) return true;
        }
        return false;
    }

    private static String here(World world, Hierarchy.Caller caller, String receiver) {
        JClass from = world.find(caller.name());
        if (caller.opcode() == Opcodes.GETSTATIC) {
            Resolution<JField> r = world.resolveField(from, new MemberRef(caller.owner(), "f", "Ljava/lang/String;", false), Use.GET_STATIC);
            return r.isResolved() ? (String) r.value().constant : text(r.failure());
        }
        Use use = switch (caller.opcode()) {
            case Opcodes.INVOKEVIRTUAL -> Use.INVOKE_VIRTUAL;
            case Opcodes.INVOKEINTERFACE -> Use.INVOKE_INTERFACE;
            default -> Use.INVOKE_STATIC;
        };
        Resolution<JMethod> r = world.resolveMethod(from, new MemberRef(caller.owner(), "m", Hierarchy.M, caller.interfaceRef()), use);
        if (!r.isResolved()) return text(r.failure());
        JMethod m = r.value();
        if (use != Use.INVOKE_STATIC) {
            JClass c = world.find(receiver);
            m = world.selectVirtual(c, m);
            if (m == null) return text(world.selectionFailure(c, r.value()));
        }
        return m.holder.name;
    }

    private interface Call {
        Object run() throws ReflectiveOperationException;
    }

    private static String outcome(Call call) throws ReflectiveOperationException {
        try {
            return (String) call.run();
        } catch (InvocationTargetException e) {
            Throwable t = e.getCause();
            // HotSpot has no words where a static method hides what stands for the interface's.
            String message = t instanceof IllegalAccessError && t.getMessage() == null ? SILENT : t.getMessage();
            return text(new Linkage(t.getClass().getName().replace('.', '/'), message));
        }
    }

    /**
     * Error and message, without what HotSpot adds about modules and loaders. Its texts of AbstractMethodError, and
     * the classes it names where a static method was expected or defaults conflict, depend on how its vtables are made, so they are left out.
     */
    private static String text(Linkage failure) {
        if (failure.error().endsWith("AbstractMethodError")) return "AbstractMethodError:";
        String message = failure.message().replaceAll(" \\([^()]* (is|are) in [^()]*(\\([^()]*\\))?[^()]*\\)$", "").replaceAll("^(Expected static method|Conflicting default methods).*", "$1");
        return failure.error().substring(failure.error().lastIndexOf('/') + 1) + ": " + message;
    }
}
