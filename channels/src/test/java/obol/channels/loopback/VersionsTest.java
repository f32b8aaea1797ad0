package obol.channels.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import obol.channels.Mismatch;
import obol.channels.Server;
import obol.channels.samples.Javac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients and servers with other versions of a contract: each side has its own class of it. */
@Timeout(120)
class VersionsTest {
    private static final String FIRST = """
            package shop;
            import obol.channels.*;
            import java.util.*;
            public interface Shop extends Contract {
                List<Item> items();
                Cart cart();
                @Opens Ticket ticket();
                void watch(Watcher watcher);
                interface Cart extends Contract { int add(Item item); Shop leave(); }
                interface Ticket extends Contract { String text(); }
                interface Watcher extends Contract { void sold(Item item); }
                record Item(String name, int price) { }
            }
            """;
    /** With one more method in each state, all optional where the client calls, and the server's caller side too. */
    private static final String SECOND = FIRST.replace("List<Item> items();", """
                    List<Item> items();
                    default int cheapest(int most) { int best = most; for (Item i : items()) best = Math.min(best, i.price()); return best; }
                    default int weigh(Block parcel) { try (parcel) { return -parcel.size(); } }
                    default void nothing() { }
                    """).replace("Shop leave();", "Shop leave(); default String note() { return \"local note\"; }")
            .replace("String text();", "String text(); default long number() { return -1L; }")
            .replace("void sold(Item item);", "void sold(Item item); default String mood() { return \"unknown\"; }");
    private static final String SERVER = """
            package shop;
            import obol.channels.*;
            import java.util.*;
            public class ShopServer implements Shop, Shop.Cart, Shop.Ticket {
                public static final List<String> SEEN = Collections.synchronizedList(new ArrayList<>());
                public static Server open() { return Server.open(Shop.class, "shop", new ShopServer()); }
                public List<Item> items() { return List.of(new Item("a", 3), new Item("b", 2)); }
                public Cart cart() { return this; }
                public int add(Item item) { return item.price(); }
                public Shop leave() { return this; }
                public Ticket ticket() { return new ShopServer(); }
                public String text() { return "ticket"; }
                public void watch(Watcher watcher) { watcher.sold(new Item("c", 1)); MOOD watcher.close(); }
                MORE
            }
            """;
    private static final String FIRST_SERVER = SERVER.replace("MOOD", "").replace("MORE", "");
    private static final String SECOND_SERVER = SERVER.replace("MOOD", "SEEN.add(watcher.mood());").replace("MORE", """
                public int cheapest(int most) { return 1000; }
                public int weigh(Block parcel) { try (parcel) { return parcel.size(); } }
                public void nothing() { SEEN.add("nothing"); }
                public String note() { return "the server's note"; }
                public long number() { return 42; }
            """);
    private static final String FIRST_CLIENT = """
            package shop;
            import obol.channels.*;
            public class ShopClient implements Shop.Watcher {
                public void sold(Shop.Item item) { }
                public static String call() throws Exception {
                    try (Shop shop = Services.connect(Shop.class, "shop")) {
                        shop.watch(Services.export(Shop.Watcher.class, new ShopClient()));
                        return shop.items().size() + "";
                    }
                }
            }
            """;
    private static final String SECOND_CLIENT = """
            package shop;
            import obol.channels.*;
            public class ShopClient implements Shop.Watcher {
                public void sold(Shop.Item item) { }
                public String mood() { return "glad"; }
                public static String call() throws Exception {
                    try (Shop start = Services.connect(Shop.class, "shop"); Shop.Ticket ticket = start.ticket()) {
                        start.nothing();
                        String text = start.cheapest(9) + " " + start.cheapest(1) + " " + start.weigh(Block.allocate(5)) + " ";
                        start.watch(new ShopClient());
                        try (Shop.Cart cart = start.cart()) {
                            text += cart.note() + " " + cart.add(new Shop.Item("x", 7)) + " " + ticket.number() + " " + ticket.text();
                            Shop again = cart.leave();
                            text += " " + again.cheapest(8);
                            again.close();
                        }
                        return text;
                    }
                }
            }
            """;

    @Test
    void aNewClientOfAnOldServerRunsTheContractsOwnBodies() throws Exception {
        assertEquals("2 1 -5 local note 7 -1 ticket 2", meet(FIRST, FIRST_SERVER, SECOND, SECOND_CLIENT));
    }

    @Test
    void aNewClientOfANewServerCallsIt() throws Exception {
        assertEquals("1000 1000 5 the server's note 7 42 ticket 1000", meet(SECOND, SECOND_SERVER, SECOND, SECOND_CLIENT));
    }

    @Test
    void anOldClientOfANewServerIsNotAskedForMore() throws Exception {
        assertEquals("2", meet(SECOND, SECOND_SERVER, FIRST, FIRST_CLIENT));
        assertEquals("2", meet(FIRST, FIRST_SERVER, FIRST, FIRST_CLIENT));
    }

    /** Versions that differ in what is optional, but have all methods. */
    @Test
    void knownMethodsAreCalledWhateverTheOthersAre() throws Exception {
        String third = SECOND.replace("default void nothing() { }", "void nothing();")
                .replace("List<Item> items();", "List<Item> items(); int count();");
        String server = SECOND_SERVER.replace("public Cart cart()", "public int count() { return 2; } public Cart cart()");
        assertEquals("1000 1000 5 the server's note 7 42 ticket 1000", meet(third, server, SECOND, SECOND_CLIENT));
    }

    @Test
    void whatIsUsedMustBeTheSame() throws Exception {
        mismatch("Item is record name:java.lang.String,price:I here, record name:java.lang.String,price:J there",
                FIRST.replace("int price", "long price"), FIRST_SERVER.replace("item.price()", "(int) item.price()"), FIRST, FIRST_CLIENT);
        mismatch("Shop.count is here, not there", FIRST, FIRST_SERVER, FIRST.replace("Cart cart();", "Cart cart(); int count();"), FIRST_CLIENT);
        mismatch("Cart.add returns int here, long there", FIRST.replace("int add(", "long add("),
                FIRST_SERVER.replace("int add(", "long add("), FIRST, FIRST_CLIENT);
        // The server calls the watcher that the client gives it.
        mismatch("Watcher.mood is there, not here", SECOND.replace("default String mood() { return \"unknown\"; }", "String mood();"),
                SECOND_SERVER, FIRST, FIRST_CLIENT);
    }

    private static void mismatch(String difference, String serverContract, String server, String clientContract, String client) {
        Throwable mismatch = assertThrows(InvocationTargetException.class, () -> meet(serverContract, server, clientContract, client)).getCause();
        assertEquals(Mismatch.class, mismatch.getClass());
        assertEquals("shop: " + difference, mismatch.getMessage());
    }

    private static String meet(String serverContract, String server, String clientContract, String client) throws Exception {
        ClassLoader serving = Javac.compile(Map.of("shop/Shop.java", serverContract, "shop/ShopServer.java", server)).loader();
        ClassLoader calling = Javac.compile(Map.of("shop/Shop.java", clientContract, "shop/ShopClient.java", client)).loader();
        // The door is the serving thread's: what the client's thread exports has one of its own.
        CompletableFuture<Server> opened = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try (Server door = (Server) serving.loadClass("shop.ShopServer").getMethod("open").invoke(null)) {
                opened.complete(door);
                while (door.isOpen()) {
                    door.serve();
                }
            } catch (ReflectiveOperationException wrong) {
                opened.completeExceptionally(wrong);
            }
        });
        thread.start();
        try (Server door = opened.get()) {
            return (String) calling.loadClass("shop.ShopClient").getMethod("call").invoke(null);
        } finally {
            thread.join();
        }
    }
}
