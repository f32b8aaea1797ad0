package obol.channels.contract.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Map;
import obol.channels.samples.Javac;
import org.junit.jupiter.api.Test;

/** What the annotations of a jar say. */
class OffersTest {
    @Test
    void servicesProgramsAndContracts() {
        Offers offers = offers("""
                package p;
                import obol.channels.*;
                public class Jar {
                    public interface A extends Contract { B b(); }
                    public interface B extends Contract { A a(); }
                    @Provides("a") @Uses({"x", "y"}) @Sees(value = {"/tmp", "/"}, readOnly = "/dev")
                    public static final class Service implements A, Runnable {
                        public B b() { return null; }
                        public void run() { }
                    }
                    @Program("tool") @Uses("a")
                    public static final class Tool { public static void main(String[] arguments) { } }
                    @Program("wide")
                    public static final class Wide { public static void main(String[] arguments) { } }
                }
                """);
        assertEquals(List.of(), offers.faults());
        assertEquals("[a p.Jar$Service p.Jar$A Optional[[x, y]] [/tmp, /] [/dev]]", offers.services().stream().map(service -> service.name() + " "
                + service.className() + " " + service.contract().start() + " " + service.uses() + " " + service.sees() + " " + service.reads()).toList().toString());
        assertEquals(List.of(new Offers.Program("tool", "p.Jar$Tool", Optional.of(List.of("a"))),
                new Offers.Program("wide", "p.Jar$Wide", Optional.empty())), offers.programs());
        assertEquals(List.of("p.Jar$A", "p.Jar$B"), offers.contracts().stream().map(model -> model.start()).toList());
    }

    @Test
    void wrongUses() {
        Offers offers = offers("""
                package p;
                import obol.channels.*;
                public class Jar {
                    public interface A extends Contract { int a(); }
                    public interface B extends Contract { Object b(); }
                    @Provides("none") public static class None { }
                    @Provides("two") public static class Two implements A, C { public int a() { return 0; } public int c() { return 0; } }
                    public interface C extends Contract { int c(); }
                    @Provides("closed") public static class Closed implements A { Closed() { } public int a() { return 0; } }
                    @Provides("a b") public static class Blank implements A { public int a() { return 0; } }
                    @Provides("same") public static class Same1 implements A { public int a() { return 0; } }
                    @Provides("same") public static class Same2 implements A { public int a() { return 0; } }
                    @Provides("wrong") public static class Wrong implements B { public Object b() { return null; } }
                    @Provides("far") @Sees(value = {"/tmp/x", "/tmp"}, readOnly = {"/tmp", "/env"}) public static class Far implements A { public int a() { return 0; } }
                    @Program("main") @Sees("/") public static class Main { static void main(String[] arguments) { } }
                }
                """);
        assertEquals(List.of(
                "Jar.java:10: Jar.Blank: \"a b\" is not a file name without blanks",
                "Jar.java:9: Jar.Closed: @Provides needs a public class with a public constructor without parameters",
                "Jar.java:14: Jar.Far: @Sees: \"/tmp/x\" is none of / /dev /env /log /net /proc /srv /tmp",
                "Jar.java:14: Jar.Far: @Sees: /tmp is not read-only alone",
                "Jar.java:14: Jar.Far: @Sees: /env is the service's own",
                "Jar.java:15: Jar.Main: @Program, but it has no public static void main(String[])",
                "Jar.java:15: Jar.Main: @Sees without @Provides: a program has the namespace of whoever starts it",
                "Jar.java:6: Jar.None: @Provides needs a class that implements one contract, not 0",
                "Jar.java:12: Jar.Same2: a second service same",
                "Jar.java:7: Jar.Two: @Provides needs a class that implements one contract, not 2",
                "Jar.java:5: Jar.B.b(): result: Object cannot be sent: messages are made of primitives, String, enums, records, sealed "
                        + "interfaces of records, arrays, List, Set, Map, Optional, java.time values, Block, streams and contracts"),
                offers.faults().stream().map(Fault::toString).toList());
    }

    /** What a class says that it uses is held against what its code does, that of other services apart. */
    @Test
    void usesAreHeldAgainstTheCode() {
        Offers offers = offers("""
                package p;
                import java.util.function.Function;
                import obol.channels.*;
                public class Jar {
                    public interface A extends Contract { int a(); }
                    @Provides("right") @Uses({"x", "z"}) public static class Right implements A {
                        public int a() { try (A x = Services.connect(A.class, "x")) { return x.a() + new Part().b() + Other.used(); } }
                    }
                    static class Part { int b() { try (A z = Services.connect(A.class, "z")) { return z.a(); } } }
                    static class Other {
                        static int used() { return 1; }
                        static int unused() { try (A y = Services.connect(A.class, "y")) { return y.a(); } }
                    }
                    @Provides("x") @Uses({}) public static class X implements A {
                        public int a() { return Other.unused(); }
                    }
                    @Provides("any") public static class Any implements A {
                        public int a() { return Other.unused(); }
                    }
                    @Program("late") @Uses("x") public static class Late {
                        public static void main(String[] arguments) {
                            Runnable lambda = () -> Services.connect(A.class, "q").close();
                            lambda.run();
                        }
                    }
                    @Program("far") @Uses("x") public static class Far {
                        public static void main(String[] arguments) {
                            Services.connect(A.class, "/n/other/srv/a").close();
                        }
                    }
                    @Program("by") @Uses("x") public static class By {
                        public static void main(String[] arguments) { Services.connect(A.class, arguments[0]).close(); }
                    }
                }
                """);
        assertEquals(List.of("Jar.java:12: Jar.Other.unused(): connects to \"y\", which @Uses of service x does not list",
                "Jar.java:22: Jar.Late.lambda$main$0(): connects to \"q\", which @Uses of program late does not list"),
                offers.faults().stream().map(Fault::toString).toList());
        assertEquals("refused p.Jar$Other unused()I @4 line 12: contract.uses: found connects to \"y\", which @Uses of service x does not list, "
                + "wanted a service that @Uses lists", offers.faults().get(0).refusal());
        assertEquals(List.of("program far (p.Jar$Far): @Uses lists \"x\", to which none of its code connects",
                "program late (p.Jar$Late): @Uses lists \"x\", to which none of its code connects"), offers.warnings());
    }

    private static Offers offers(String source) {
        Javac javac = Javac.compile(Map.of("p/Jar.java", source));
        return Offers.read(javac.classes().keySet().stream().map(name -> name.replace('/', '.')).toList(), javac::find,
                path -> path.equals("p/Jar.java") ? source : null);
    }
}
