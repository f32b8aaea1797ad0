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
                    @Provides("a") @Uses({"x", "y"}) @Sees({"/tmp", "/"})
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
        assertEquals("[a p.Jar$Service p.Jar$A Optional[[x, y]] [/tmp, /]]", offers.services().stream().map(service -> service.name() + " "
                + service.className() + " " + service.contract().start() + " " + service.uses() + " " + service.sees()).toList().toString());
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
                    @Provides("far") @Sees("/tmp/x") public static class Far implements A { public int a() { return 0; } }
                    @Program("main") @Sees("/") public static class Main { static void main(String[] arguments) { } }
                }
                """);
        assertEquals(List.of(
                "Jar.java:10: Jar.Blank: \"a b\" is not a file name without blanks",
                "Jar.java:9: Jar.Closed: @Provides needs a public class with a public constructor without parameters",
                "Jar.java:14: Jar.Far: @Sees: \"/tmp/x\" is none of / /dev /env /proc /srv /tmp",
                "Jar.java:15: Jar.Main: @Program, but it has no public static void main(String[])",
                "Jar.java:15: Jar.Main: @Sees without @Provides: a program has the namespace of whoever starts it",
                "Jar.java:6: Jar.None: @Provides needs a class that implements one contract, not 0",
                "Jar.java:12: Jar.Same2: a second service same",
                "Jar.java:7: Jar.Two: @Provides needs a class that implements one contract, not 2",
                "Jar.java:5: Jar.B.b(): result: Object cannot be sent: messages are made of primitives, String, enums, records, sealed "
                        + "interfaces of records, arrays, List, Set, Map, Optional, java.time values, Block, streams and contracts"),
                offers.faults().stream().map(Fault::toString).toList());
    }

    private static Offers offers(String source) {
        Javac javac = Javac.compile(Map.of("p/Jar.java", source));
        return Offers.read(javac.classes().keySet().stream().map(name -> name.replace('/', '.')).toList(), javac::find,
                path -> path.equals("p/Jar.java") ? source : null);
    }
}
