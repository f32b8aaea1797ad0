package channels;

import obol.channels.Block;
import obol.channels.ChannelException;
import obol.channels.Pending;
import obol.channels.Services;

/** Has to do with a server when it is killed, and says what it sees. */
public final class Witness {
    private Witness() {}

    public static void main(String[] arguments) throws Exception {
        Depot depot = Services.connect(Depot.class, "victim");
        Counter counter = depot.counter();
        counter.add(1);
        switch (arguments[0]) {
            case "server-idle" -> {
                Victim.ready();
                Thread.sleep(60);
                say(() -> counter.add(1));
            }
            case "server-calling" -> {
                Victim.ready();
                say(() -> depot.shift(Block.allocate(100_000), (byte) 1));
            }
            case "server-promising" -> {
                Pending<String> word = depot.word(0);
                Victim.ready();
                say(word::await);
            }
            case "server-kept" -> {
                Pending<String> word = depot.word(1);
                Pending<Block> block = depot.block(200_000);
                Pending<Counter> later = depot.counterLater();
                Victim.ready();
                Thread.sleep(60);
                System.out.print(word.await() + " ");
                try (Block kept = block.await(); Counter dead = later.await()) {
                    System.out.print(kept.size() + " " + kept.get(kept.size() - 1) + " ");
                    say(() -> dead.add(1));
                }
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        say(() -> depot.cancelled(1));
    }

    private static void say(Runnable action) {
        try {
            action.run();
            System.out.println("nothing");
        } catch (ChannelException e) {
            System.out.println(e.getClass().getSimpleName());
        }
    }
}
