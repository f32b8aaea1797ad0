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

/** Services and clients of jars: each with a version of the contract of its own; streams by hand. */
@Tag("slow")
class JarContractsTest {
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
        public final class ShopService implements Shop {
            public int price(String item) { return item.length(); }
            public Cart cart() { return new Open(); }
            SHOP
            static final class Open implements Cart {
                private int sum;
                public int add(String item) { return sum += item.length(); }
                CART
            }
        }
        """;
    private static final String FIRST_SERVICE = SERVICE.replace("SHOP", "").replace("CART", "");
    private static final String SECOND_SERVICE = SERVICE.replace("SHOP", """
        public int dearest(int least) { return 1000; }
        public long weigh(Block parcel) { try (parcel) { return parcel.size(); } }
        """).replace("CART", "public String note() { return \"a note\"; }");
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

    private static final String NUMBERS = """
        package shop;
        import obol.channels.*;
        public interface Shop extends Contract {
            Source<Integer> below(int end);
            Source<String> words();
        }
        """;
    private static final String NUMBERS_SERVICE = """
        package shop;
        import obol.channels.*;
        @Provides("numbers")
        public final class ShopService implements Shop {
            public Source<Integer> below(int end) {
                Pipe<Integer> pipe = Pipe.of(end + 1);
                try (Sink<Integer> sink = pipe.sink()) {
                    for (int i = 0; i < end; i++) sink.put(i);
                }
                return pipe.source();
            }
            public Source<String> words() {
                Pipe<String> pipe = Pipe.of(2);
                try (Sink<String> sink = pipe.sink()) {
                    sink.put("one");
                    sink.fail("worn out");
                }
                return pipe.source();
            }
        }
        """;

    @TempDir Path folder;

    @Test
    void contractsOfTwoVersions() throws IOException {
        Path client = jar("client", SECOND, "Visit", CLIENT);
        assertEquals("3 2 7 -5\n1 no note\n", visit(jar("first", FIRST, "ShopService", FIRST_SERVICE), client));
        assertEquals("3 1000 1000 5\n1 a note\n", visit(jar("second", SECOND, "ShopService", SECOND_SERVICE), client));
        String other = FIRST.replace("int price", "long price");
        assertEquals("shop: Shop.price returns int here, long there\n", visit(jar("other", other, "ShopService",
            FIRST_SERVICE.replace("int price", "long price")), client));
    }

    /** Each item of a stream is a line, by {@code call} and in the file of the method. */
    @Test
    void streamsByHand() throws IOException {
        Path jar = jar("numbers", NUMBERS, "ShopService", NUMBERS_SERVICE);
        Outcome outcome = Obol.run(Map.of(), "--hosted", "--with", jar.toString(), "-c",
            "call numbers below 3; cat /srv/numbers/words; call numbers words; echo $?");
        assertEquals("0\n1\n2\none\none\n1\n", outcome.out(), outcome.err());
        String errors = outcome.err().replaceAll("(?m)^obol: building suite with-.*\n", "");
        assertEquals("cat: /srv/numbers/words: StreamFailed: worn out\nStreamFailed: worn out\n", errors);
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
