package obol.aot.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import obol.aot.input.JrtSource;
import obol.aot.input.MemorySource;
import obol.aot.input.SourceChain;
import obol.classfile.ConstantPool.MemberRef;
import org.junit.jupiter.api.Test;

/** Each kind of substitution as docs/runtime.md has it, and each mistake in one. */
class SubstitutionsTest {
    private static final String IMPORTS = "import obol.nucleus.annotation.*;\n";
    private static final String P = "obol.nucleus.substitutions.";

    private static World world(Sources sources) {
        return new World(new SourceChain(new MemorySource(sources.compile()), new JrtSource("java.base")));
    }

    private static Sources library() {
        return new Sources().add("lib.Target", """
                public class Target {
                    private int hidden = 1;
                    private static String shared;
                    static { shared = "set"; }
                    public Target(int x) { hidden = x; }
                    public int value() { return hidden; }
                    private native int secret(Target other);
                    public static native void start();
                    static boolean enabled() { return true; }
                    Object nothing() { return this; }
                    public void away() {}
                    public final void held(long n) {}
                    public synchronized void locked() {}
                }""").add("lib.User", "class User { int use(Target t) { return t.value(); } }");
    }

    private static final String GOOD = IMPORTS + """
            @Substitutes("lib.Target")
            public final class TargetSubstitution {
                @Alias int hidden;
                @Inject int added;
                @Substitute(reason = "new") void constructor(int x) { hidden = x + 1; added = 2; }
                @Substitute(reason = "first") static void initializer() {}
                @Substitute(reason = "other") int value() { Runnable r = () -> secret(null); return helper() + added; }
                @Substitute(reason = "native") private int secret(TargetSubstitution other) { return other.hidden; }
                @Substitute(reason = "native") @Assembly("port_start") static native void start();
                @Constant(value = 0, reason = "off") static boolean enabled() { return false; }
                @ConstantNull(reason = "none") Object nothing() { return null; }
                @Unsupported(reason = "left out") void away() {}
                @Substitute(reason = "final") @NeverInline void held_(long n) { added = (int) n; }
                @Substitute(reason = "lock-free") void locked() {}
                private int helper() { return 3; }
            }""";

    @Test void everyKind() {
        World w = world(library().add(P + "deep.TargetSubstitution", GOOD));
        assertEquals(List.of(), w.substitutions().check(w));
        JClass c = w.require("lib/Target");
        JMethod value = c.declared("value", "()I");
        assertSame(c, value.holder);
        assertEquals("obol/nucleus/substitutions/deep/TargetSubstitution", value.codeHolder.name);
        assertNotSame(c, value.codeHolder);
        assertTrue(value.isPublic());
        assertNotNull(c.declared("<init>", "(I)V").code);
        assertNotSame(c, c.declared("<init>", "(I)V").codeHolder);
        assertNotSame(c, c.initializer().codeHolder);
        JMethod secret = c.declared("secret", "(Llib/Target;)I");
        assertFalse(secret.isNative());
        assertTrue(secret.isPrivate());
        assertEquals("port_start", c.declared("start", "()V").assembly);
        assertEquals(0, c.declared("enabled", "()Z").constant);
        assertSame(JMethod.NULL_CONSTANT, c.declared("nothing", "()Ljava/lang/Object;").constant);
        assertEquals("lib.Target.away: left out", c.declared("away", "()V").unsupported);
        JMethod held = c.declared("held", "(J)V");
        assertFalse(held.isStatic());
        assertTrue(held.neverInline);
        assertEquals(2, held.parameters.size());
        assertFalse(c.declared("locked", "()V").isSynchronized());
        assertNull(c.declared("held_", "(J)V"));
        assertNotNull(c.declared("helper", "()I"), "what substitutes call is added");
        assertEquals("I", c.declaredField("added").descriptor);
        assertEquals(1, c.fields.stream().filter(f -> f.name.equals("hidden")).count());
        List<String> list = w.substitutions().list().stream().map(Substitution::toString).toList();
        assertTrue(list.contains("METHOD lib/Target.value()I # other"), list.toString());
        assertTrue(list.contains("FIELD lib/Target.added:I"), list.toString());
        assertTrue(list.contains("UNSUPPORTED lib/Target.away()V # left out"), list.toString());
        assertTrue(list.stream().anyMatch(s -> s.startsWith("ADDED lib/Target.lambda$value$0")), list.toString());
    }

    @Test void referencesToTheSubstitutingClassMeanTheTarget() {
        World w = world(library().add(P + "TargetSubstitution", GOOD));
        JClass c = w.require("lib/Target");
        String name = "obol/nucleus/substitutions/TargetSubstitution";
        assertSame(c, w.find(name));
        assertSame(c.array(w), w.find("[L" + name + ";"));
        JClass from = c.declared("value", "()I").codeHolder;
        assertSame(c.declaredField("added"), w.resolveField(from, new MemberRef(name, "added", "I", false), Use.PUT_FIELD).value());
        assertSame(c.declared("secret", "(Llib/Target;)I"), w.resolveMethod(from,
                new MemberRef(name, "secret", "(L" + name + ";)I", false), Use.INVOKE_VIRTUAL).value());
        assertEquals("(ILlib/Target;[[Llib/Target;)Llib/Target;",
                w.mapDescriptor("(IL" + name + ";[[L" + name + ";)L" + name + ";"));
    }

    @Test void wholeClasses() {
        World w = world(library().add(P + "Other", IMPORTS + """
                @SubstituteClass(value = "lib.Target", reason = "all of it")
                public class Other {
                    static int count = 7;
                    int value() { return count; }
                    static class Inner { private int x; int y(Other o) { return o.value(); } }
                }"""));
        assertEquals(List.of(), w.substitutions().check(w));
        JClass c = w.require("lib/Target");
        assertEquals("lib/Target", c.name);
        assertNull(c.declaredField("hidden"));
        assertNotNull(c.declaredField("count"));
        assertNotNull(c.initializer());
        assertSame(c, w.find("obol/nucleus/substitutions/Other"));
        assertNotNull(w.find("obol/nucleus/substitutions/Other$Inner").declared("y", "(Llib/Target;)I"));
    }

    @Test void cuts() {
        World w = world(library().add("lib.cut.A", "public class A { static int n = A.class.hashCode(); void m() {} abstract static class B { abstract void n(); } }")
                .add("lib.cut.Kept", "public class Kept { void m() {} }")
                .add(P + "Parts", IMPORTS + "@UnsupportedClasses(value = {\"lib.cut.*\"}, except = \"lib.cut.Kept\", reason = \"no use\") class Parts {}")
                .add(P + "ASubstitution", IMPORTS + "@Substitutes(\"lib.cut.A\") class ASubstitution { @Substitute(reason = \"runs\") void constructor() {} }"));
        assertEquals(List.of(), w.substitutions().check(w));
        JClass a = w.require("lib/cut/A");
        assertNull(a.initializer());
        assertFalse(w.needsInit(a));
        assertEquals("lib.cut.A.m: no use", a.declared("m", "()V").unsupported);
        assertNull(a.declared("<init>", "()V").unsupported);
        assertNotNull(a.declared("<init>", "()V").code);
        assertNull(w.require("lib/cut/A$B").declared("n", "()V").unsupported);
        assertNull(w.require("lib/cut/Kept").declared("m", "()V").unsupported);
    }

    @Test void cutSignaturePolymorphicMethodsStaySo() {
        World w = world(library().add(P + "Invoke", IMPORTS + "@UnsupportedClasses(value = \"java.lang.invoke.*\", reason = \"when compiling\") class Invoke {}"));
        MemberRef ref = new MemberRef("java/lang/invoke/VarHandle", "getAndAdd", "(Llib/Target;I)I", false);
        JMethod m = w.resolveMethod(w.require("lib/Target"), ref, Use.INVOKE_VIRTUAL).value();
        assertTrue(World.isSignaturePolymorphic(m));
        assertNotNull(m.unsupported);
        ref = new MemberRef("java/lang/invoke/MethodHandle", "invokeWithArguments", "(I)I", false);
        assertEquals("java/lang/NoSuchMethodError", w.resolveMethod(w.require("lib/Target"), ref, Use.INVOKE_VIRTUAL).failure().error());
    }

    @Test void mistakesAreListed() {
        World w = world(library().add(P + "Wrong", IMPORTS + """
                @Substitutes("lib.Target")
                class Wrong {
                    @Alias long hidden;
                    @Alias static int shared;
                    @Inject int value;
                    int unmarked;
                    static final int FINE = 3;
                    @Substitute(reason = "") void gone() {}
                    @Substitute(reason = "") static int value() { return 0; }
                    @Substitute(reason = "") native int secret(Wrong w);
                    @Alias native void alsoGone();
                    void away() {}
                }""").add(P + "Nobody", IMPORTS + "@Substitutes(\"lib.Nobody\") class Nobody {}"));
        List<String> errors = w.substitutions().check(w);
        for (String part : List.of("hidden:J", "shared:I", "unmarked", "gone()V", "value()I: static", "secret(", "alsoGone",
                "away()V: lib/Target has that method", "there is no lib/Nobody")) {
            assertTrue(errors.stream().anyMatch(e -> e.contains(part)), part + " in " + errors);
        }
        assertEquals(9, errors.size(), errors.toString());
    }

    @Test void marksOfTheNucleusAreObeyedThereOnly() {
        String body = "{ @Intrinsic(\"X\") static native int x(); @EntryPoint(\"e\") @AlwaysInline static void e() {} }";
        World w = world(new Sources().add("obol.nucleus.N", IMPORTS + "@NoAllocation class N " + body)
                .add("lib.N", IMPORTS + "@NoAllocation class N " + body));
        JClass nucleus = w.require("obol/nucleus/N");
        assertEquals("X", nucleus.declared("x", "()I").intrinsic);
        assertEquals("e", nucleus.declared("e", "()V").entryPoint);
        assertTrue(nucleus.declared("e", "()V").alwaysInline);
        assertTrue(nucleus.declared("e", "()V").noAllocation);
        JClass other = w.require("lib/N");
        assertNull(other.declared("x", "()I").intrinsic);
        assertNull(other.declared("e", "()V").entryPoint);
        assertFalse(other.declared("e", "()V").noAllocation);
    }
}
