package siege;

import java.util.ArrayList;
import java.util.List;
import obol.channels.ChannelException;
import obol.channels.Program;
import obol.channels.Services;
import siege.Tally.Nested;

/** {@code siege HOW}: one that does what it should not, prints {@code met} when that has begun to fail, and goes on. */
@Program("siege")
public final class Siege {
    private static final int CHANNELS = 10_000, THREADS = 20;
    private static Object kept;

    private Siege() {
    }

    public static void main(String[] arguments) throws Exception {
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
        Thread.sleep(1_000_000);
    }

    /** Ten thousand channels at once; then as many as there can be. */
    private static void channels() {
        Tally tally = Services.connect(Tally.class, "tally-two");
        List<Tally> all = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            all.add(tally.another());
        }
        System.out.println("opened " + CHANNELS + ", the last one gives " + (all.get(CHANNELS - 1).add(1) > 0));
        try {
            while (true) {
                all.add(tally.another());
            }
        } catch (OutOfMemoryError | RuntimeException limit) {
            System.out.println("met");
        }
        kept = all;
    }

    private static void flood() {
        for (int i = 0; i < THREADS; i++) {
            new Thread(() -> {
                Tally tally = Services.connect(Tally.class, "tally-two");
                while (true) {
                    tally.dawdle(1);
                }
            }).start();
        }
        System.out.println("met");
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
        Tally tally = Services.connect(Tally.class, "tally-two");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            texts.add("x".repeat(1000));
        }
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

    private static void deep() {
        Tally tally = Services.connect(Tally.class, "tally-two");
        Nested nested = new Nested(List.of());
        for (int i = 0; i < 100_000; i++) {
            nested = new Nested(List.of(nested));
        }
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
