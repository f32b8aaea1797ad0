package siege;

import java.util.ArrayList;
import java.util.List;
import obol.channels.ChannelException;
import obol.channels.Program;
import obol.channels.Services;
import obol.channels.Slots;
import siege.Tally.Nested;

/** {@code siege HOW}: one that does what it should not, prints {@code met} when that has begun to fail, and goes on. */
@Program("siege")
public final class Siege {
    private static final int CHANNELS = 10_000, THREADS = 20;

    private Siege() {
    }

    public static void main(String[] arguments) {
        switch (arguments[0]) {
            case "channels" -> channels();
            case "flood" -> flood();
            case "faults" -> faults("exception");
            case "recursion" -> faults("recursion");
            case "memory" -> faults("memory");
            case "huge" -> huge();
            case "deep" -> deep();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        await();
    }

    /** Ten thousand channels at once; then as many as there can be. */
    private static void channels() {
        try (Tally tally = Services.connect(Tally.class, "tally-two"); Slots<Integer, Tally> all = new Slots<>()) {
            for (int i = 0; i < CHANNELS; i++) {
                all.put(i, tally.another());
            }
            System.out.println("opened " + all.size());
            try {
                for (int i = CHANNELS;; i++) {
                    all.put(i, tally.another());
                }
            } catch (ChannelException | OutOfMemoryError limit) {
                System.out.println("met");
            }
            await();
        }
    }

    private static void await() {
        try {
            Thread.sleep(1_000_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void flood() {
        for (int i = 0; i < THREADS; i++) {
            new Thread(Siege::floodAlone).start();
        }
        System.out.println("met");
    }

    private static void floodAlone() {
        try (Tally tally = Services.connect(Tally.class, "tally-two")) {
            while (true) {
                tally.dawdle(1);
            }
        }
    }

    private static void faults(String how) {
        for (int i = 0;; i++) {
            try (Tally tally = Services.connect(Tally.class, "tally-two")) {
                tally.fail(how);
            } catch (ChannelException fault) {
                // An exception ends the channel, an error the instance: then there is the next one.
                if (i == 3) {
                    System.out.println("met");
                }
            }
        }
    }

    private static void huge() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            texts.add("x".repeat(1000));
        }
        try (Tally tally = Services.connect(Tally.class, "tally-two")) {
            for (int i = 0;; i++) {
                try {
                    tally.length(texts);
                } catch (IllegalArgumentException refused) {
                    if (i == 3) {
                        System.out.println(tally.length(List.of("met")) == 3 ? "met" : "lost");
                    }
                }
            }
        }
    }

    private static void deep() {
        Nested nested = new Nested(List.of());
        for (int i = 0; i < 100_000; i++) {
            nested = new Nested(List.of(nested));
        }
        try (Tally tally = Services.connect(Tally.class, "tally-two")) {
            for (int i = 0;; i++) {
                try {
                    tally.depth(nested);
                } catch (IllegalArgumentException refused) {
                    if (i == 3) {
                        System.out.println(tally.depth(new Nested(List.of())) == 1 ? "met" : "lost");
                    }
                }
            }
        }
    }
}
