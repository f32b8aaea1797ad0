package remote;

import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;
import obol.channels.Block;
import obol.channels.ChannelException;
import obol.channels.Deadline;
import obol.channels.Program;
import obol.channels.Services;
import obol.channels.Sink;
import obol.channels.Source;

/** A customer: {@code visit PATH WHAT}. */
@Program("visit")
public final class Visit {
    private static final int BLOCK = 300_000;

    private Visit() {}

    public static void main(String[] arguments) throws IOException {
        String path = arguments[0];
        try {
            switch (arguments[1]) {
                case "buy" -> buy(path);
                case "bell" -> Services.connect(Shop.Bell.class, path).close();
                case "crash" -> crash(path);
                case "late" -> late(path);
                case "hang" -> hang(path, arguments[2]);
                default -> throw new IllegalArgumentException(arguments[1]);
            }
        } catch (ChannelException e) {
            System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static void buy(String path) {
        try (Shop shop = Services.connect(Shop.class, path)) {
            try {
                System.out.println("price " + shop.price("boots"));
                shop.price("hats");
            } catch (Shop.SoldOut why) {
                System.out.println("sold out: " + why.getMessage());
            }
            System.out.println(shop.echo("later").await());
            int sum = 0;
            try (Source<Integer> numbers = shop.numbers(1000)) {
                for (Integer i = numbers.next(); i != null; i = numbers.next()) {
                    sum += i;
                }
            }
            System.out.println("sum " + sum);
            try (Sink<String> notes = shop.notes()) {
                for (int i = 0; i < 3; i++) {
                    notes.put("x".repeat(20_000));
                }
            }
            System.out.println("noted " + shop.noted());
            Block block = Block.allocate(BLOCK);
            block.put(0, (byte) 7);
            try (Block reversed = shop.reversed(block)) {
                System.out.println("block " + reversed.size() + " " + reversed.get(BLOCK - 1));
            }
            try (Shop.Bell bell = shop.bell()) {
                bell.ring();
                System.out.println("rung " + (bell.ring() > 1));
            }
            int[] own = {0};
            System.out.println("own " + shop.ring(() -> own[0] += 2, 3));
            Shop.Order order = shop.order("coat");
            System.out.println("total " + order.total());
            order.pay(4).close();
        }
    }

    private static void crash(String path) {
        try (Shop shop = Services.connect(Shop.class, path)) {
            shop.crash();
        }
    }

    private static void late(String path) {
        try (Shop shop = Services.connect(Shop.class, path); Deadline soon = Deadline.in(Duration.ofMillis(200))) {
            shop.hang();
        }
    }

    /** Makes a file when it has a channel; then its call waits. */
    private static void hang(String path, String file) throws IOException {
        try (Shop shop = Services.connect(Shop.class, path)) {
            shop.echo("x").await();
            new FileOutputStream(file).close();
            shop.hang();
        }
    }
}
