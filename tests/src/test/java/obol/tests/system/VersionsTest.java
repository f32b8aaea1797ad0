package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import obol.host.image.Images;
import obol.tests.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service and a client of two jars, each with a version of the contract of its own. */
@Tag("slow")
class VersionsTest {
    private static final String FIRST = """
        package shop;
        import obol.channels.*;
        public interface Shop extends Contract {
            int price(String item);
            Cart cart();
            interface Cart extends Contract { int add(String item); }
        }
        """;
    private static final String SECOND = FIRST.replace("Cart cart();", """
        Cart cart();
        default int dearest(int least) { return Math.max(least, Math.max(price("a"), price("bb"))); }
        default long weigh(Block parcel) { try (parcel) { return -parcel.size(); } }
        """)
        .replace("int add(String item);", "int add(String item); default String note() { return \"no note\"; }");
    private static final String SERVICE = """
        package shop;
        import obol.channels.*;
        @Provides("shop")
        public final class ShopService implements Shop, Shop.Cart {
            private int sum;
            public int price(String item) { return item.length(); }
            public Cart cart() { return this; }
            public int add(String item) { return sum += price(item); }
            MORE
        }
        """;
    private static final String MORE = """
        public int dearest(int least) { return 1000; }
        public long weigh(Block parcel) { try (parcel) { return parcel.size(); } }
        public String note() { return "a note"; }
        """;
    private static final String CLIENT = """
        package shop;
        import obol.channels.*;
        @Program("visit") @Uses("shop")
        public final class Visit {
            public static void main(String[] a) {
                try (Shop shop = Services.connect(Shop.class, "shop")) {
                    System.out.println(shop.price("abc") + " " + shop.dearest(1) + " " + shop.dearest(7) + " " + shop.weigh(Block.allocate(5)));
                    try (Shop.Cart cart = shop.cart()) {
                        System.out.println(cart.add("x") + " " + cart.note());
                    }
                } catch (Mismatch mismatch) {
                    System.out.println(mismatch.getMessage());
                }
            }
        }
        """;

    @TempDir Path folder;

    @Test
    void contractsOfTwoVersions() throws IOException {
        Path client = jar("client", SECOND, "Visit", CLIENT);
        assertEquals("3 2 7 -5\n1 no note\n", visit(jar("first", FIRST, "ShopService", SERVICE.replace("MORE", "")), client));
        assertEquals("3 1000 1000 5\n1 a note\n", visit(jar("second", SECOND, "ShopService", SERVICE.replace("MORE", MORE)), client));
        String other = FIRST.replace("int price", "long price");
        assertEquals("shop: Shop.price returns int here, long there\n", visit(jar("other", other, "ShopService",
            SERVICE.replace("int price", "long price").replace("sum += price(item)", "sum += (int) price(item)").replace("MORE", "")), client));
    }

    private static String visit(Path service, Path client) {
        Outcome outcome = Obol.run(Map.of(), "--hosted", "--with", service.toString(), "--with", client.toString(), "-c", "visit");
        assertEquals(0, outcome.status(), outcome.err());
        return outcome.out();
    }

    private Path jar(String name, String contract, String type, String text) throws IOException {
        Path sources = Files.createDirectories(folder.resolve(name + "-sources")), classes = folder.resolve(name);
        List<String> javac = new ArrayList<>(List.of("-nowarn", "-g", "-d", classes.toString(), "-cp", Images.channelsClasses().toString()));
        javac.add(Files.writeString(sources.resolve("Shop.java"), contract).toString());
        javac.add(Files.writeString(sources.resolve(type + ".java"), text).toString());
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, javac.toArray(new String[0])));
        return Obol.jarOf(classes, folder.resolve(name + ".jar"));
    }
}
