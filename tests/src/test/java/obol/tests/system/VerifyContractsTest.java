package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;
import obol.host.image.Images;
import obol.tests.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code obol verify} says of contracts, services and what they declare, in a Maven project. */
@Tag("slow")
class VerifyContractsTest {
    @TempDir Path project;

    private Outcome verify(String source, String... options) throws IOException {
        Path file = Files.createDirectories(project.resolve("src/main/java/p")).resolve("Shop.java");
        Path classes = project.resolve("target/classes");
        Files.writeString(file, source);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-nowarn", "-g", "-d", classes.toString(), "-cp",
            Images.channelsClasses().toString(), file.toString()));
        String[] arguments = java.util.Arrays.copyOf(options, options.length + 2);
        System.arraycopy(options, 0, arguments, 1, options.length);
        arguments[0] = "verify";
        arguments[options.length + 1] = classes.toString();
        return Outcome.of(Obol.command(arguments), Map.of("PATH", System.getenv("PATH")), "");
    }

    /** Methods of interfaces have no lines in class files: the source tells. */
    @Test
    void aFaultHasItsLine() throws IOException {
        assertEquals(new Outcome("""
            refused p.Shop sell(Ljava/util/Date;)V @0 line 7: contract.unsendable: found parameter 1: Date cannot be sent: messages are made of \
            primitives, String, enums, records, sealed interfaces of records, arrays, List, Set, Map, Optional, java.time values, Block, \
            streams and contracts, wanted data, Block, streams or contracts
            """, "", 1), verify("""
            package p;
            import java.util.Date;
            import obol.channels.*;
            public interface Shop extends Contract {
                int price(String item);

                void sell(Date when);
            }
            """));
    }

    private static final String SHOP = """
        package p;
        import obol.channels.*;
        public interface Shop extends Contract {
            int price(String item);
            Till pay(int coins);
            interface Till extends Contract { @AsFile int sum(); Shop leave(); }
            @Provides("shop") @Uses({"bank", "post"}) @Sees(readOnly = "/tmp")
            final class OpenShop implements Shop {
                public OpenShop() { }
                public int price(String item) {
                    try (Shop other = Services.connect(Shop.class, "NAME")) { return other.price(item); }
                }
                public Till pay(int coins) { throw new IllegalStateException(); }
            }
        }
        """;

    @Test
    void aServiceThatUsesWhatItDoesNotSay() throws IOException {
        assertEquals(new Outcome("""
            refused p.Shop$OpenShop price(Ljava/lang/String;)I @4 line 11: contract.uses: found connects to "mint", which @Uses of service shop \
            does not list, wanted a service that @Uses lists
            accepted p.Shop$Till
            accepted p.Shop
            service shop p.Shop$OpenShop uses bank,post sees /tmp:r
            """, """
            obol: warning: service shop (p.Shop$OpenShop): @Uses lists "bank", to which none of its code connects
            obol: warning: service shop (p.Shop$OpenShop): @Uses lists "post", to which none of its code connects
            """, 1), verify(SHOP.replace("NAME", "mint")));
    }

    @Test
    void whatAServiceMayDoAndItsStates() throws IOException {
        Outcome outcome = verify(SHOP.replace("NAME", "bank"), "--states");
        assertEquals(new Outcome("""
            accepted p.Shop$OpenShop
            accepted p.Shop$Till
            accepted p.Shop
            service shop p.Shop$OpenShop uses bank,post sees /tmp:r
            start Shop
                pay   -> Till
                price   stays, int
            state Till
                leave   -> Shop
                sum   stays, int, file sum
            """, "obol: warning: service shop (p.Shop$OpenShop): @Uses lists \"post\", to which none of its code connects\n", 0), outcome);
        assertEquals(new Outcome("""
            digraph "Shop" { rankdir=LR; node [shape=box, style=rounded];
              start [shape=point]; start -> "Shop";
              "Shop" -> "Till" [label="pay"];
              "Shop" [label="Shop\\nprice"];
              "Till" -> "Shop" [label="leave"];
              "Till" [label="Till\\nsum"];
            }
            """, "", 0), verify(SHOP.replace("NAME", "bank"), "--graphviz"));
    }
}
