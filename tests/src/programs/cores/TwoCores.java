package obol.nucleus.core;

import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putLong;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import obol.layout.FarLayout;
import obol.layout.MemoryMap;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.RawMemory;
import obol.nucleus.abi.Processes;
import obol.nucleus.exchange.Exchange;
import obol.nucleus.process.Audit;

/** What two cores do beside each other; the first argument says what, a second one, which core 1 gets, where the common words are. */
public final class TwoCores {
    /** Offsets of common words: what core 0 and core 1 have come to, and the answer of core 1. */
    private static final int HERE = 0, THERE = 64, ANSWER = 128, SIZE = 4096;
    private static final int HEAP = 1024;
    private static final int ROUNDS = 100_000, SPINS = 10_000, INTERRUPTS = 200;
    /** Many more than a ring has lines. */
    private static final int RECORDS = 2000;

    private TwoCores() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 1) {
            long words = RawMemory.take(SIZE);
            int last = Cores.count() - 1;
            if (last > 0) start(last, args[0], Long.toString(words));
            first(args[0], words);
        } else {
            second(args[0], Long.parseLong(args[1]));
        }
    }

    private static void start(int core, String... arguments) {
        byte[] bytes = (String.join("\0", arguments) + "\0").getBytes(StandardCharsets.UTF_8);
        long copy = RawMemory.take(bytes.length);
        for (int i = 0; i < bytes.length; i++) OtherCore.put(copy + i, bytes[i]);
        OtherCore.run(core, copy, bytes.length, HEAP);
        RawMemory.give(copy, bytes.length);
    }

    private static void first(String what, long words) throws Exception {
        switch (what) {
            case "count" -> System.out.println(Cores.count() + " cores");
            case "parts", "work" -> {
                String own = what.equals("parts") ? parts() : work();
                OtherCore.sleepUntil(words + THERE, 1);
                System.out.println(own);
                if (Cores.count() > 1) System.out.println(answer(words));
                RawMemory.give(words, SIZE);
                System.out.println("audit " + Audit.name(Audit.run()));
            }
            case "sleep", "spin", "mixed" -> {
                Machine.tick(0);
                int rounds = what.equals("spin") ? SPINS : ROUNDS;
                for (int i = 1; i <= rounds; i++) {
                    putLong(words + HERE, i);
                    Cores.wake(1);
                    // So that the answer comes at each moment of falling asleep.
                    OtherCore.spin(what.equals("mixed") ? i % 128 * (i % 128) : 0);
                    await(!what.equals("spin"), words + THERE, i);
                }
                System.out.println(rounds + " rounds");
            }
            case "full" -> {
                OtherCore.spinUntil(words + THERE, 1);
                int last = Cores.count() - 1;
                int process = (int) getLong(words + ANSWER);
                for (int i = 0; i < RECORDS; i++) {
                    Rings.begin(FarLayout.Record.SIGNAL, process);
                    Rings.send(last, 8 * (2 + i % (FarLayout.Record.WORDS_MOST - 1)));
                }
                System.out.println(Rings.heldBytes(Rings.far(), last) > 0);
                putLong(words + HERE, 1);
                while (getLong(words + THERE) == 1) Thread.sleep(1);
                System.out.println(getLong(words + ANSWER) + " records");
                System.out.println(Rings.heldBytes(Rings.far(), last));
            }
            case "interrupt" -> {
                for (int i = 1; i <= INTERRUPTS; i++) {
                    OtherCore.spinUntil(words + THERE, 2 * i - 1);
                    Cores.interrupt(1);
                    OtherCore.spinUntil(words + THERE, 2 * i);
                }
                System.out.println(INTERRUPTS + " interrupts");
            }
            case "panics" -> {
                putLong(words + HERE, 1);
                OtherCore.spinUntil(words + THERE, 1);
                Nucleus.panic("of both");
            }
            case "tick" -> {
                // Both see each other's ticks go on while neither waits.
                OtherCore.spinUntil(words + THERE, 10);
                for (int i = 1; i <= 10; i++) {
                    OtherCore.awaitRequest();
                    putLong(words + HERE, i);
                }
                OtherCore.spinUntil(words + ANSWER, 1);
                System.out.println("ticks on both");
            }
            default -> {
                // Core 1 ends the machine.
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }

    private static void second(String what, long words) throws Exception {
        switch (what) {
            case "count" -> { }
            case "parts", "work" -> {
                String result = what.equals("parts") ? parts() : work();
                byte[] answer = (result + "; audit " + Audit.name(Audit.run())).getBytes(StandardCharsets.UTF_8);
                for (int i = 0; i < answer.length; i++) OtherCore.put(words + ANSWER + i, answer[i]);
                putLong(words + THERE, 1);
                Cores.wake(0);
            }
            case "sleep", "spin", "mixed" -> {
                Machine.tick(0);
                for (int i = 1; i <= (what.equals("spin") ? SPINS : ROUNDS); i++) {
                    await(what.equals("sleep"), words + HERE, i);
                    putLong(words + THERE, i);
                    Cores.wake(0);
                }
            }
            case "full" -> {
                long events = Nucleus.sip() + SipLayout.EVENTS;
                long before = getLong(events);
                Machine.tick(0);
                putLong(words + ANSWER, Processes.self());
                putLong(words + THERE, 1);
                OtherCore.spinUntil(words + HERE, 1); // it does not poll
                while (getLong(events) - before < RECORDS) Thread.sleep(1);
                putLong(words + ANSWER, getLong(events) - before);
                putLong(words + THERE, 2);
            }
            case "interrupt" -> {
                Machine.tick(0);
                OtherCore.clearRequest();
                for (int i = 1; i <= INTERRUPTS; i++) {
                    putLong(words + THERE, 2 * i - 1);
                    OtherCore.awaitRequest();
                    putLong(words + THERE, 2 * i);
                }
            }
            case "panics" -> {
                putLong(words + THERE, 1);
                OtherCore.spinUntil(words + HERE, 1);
                Nucleus.panic("of both");
            }
            case "tick" -> {
                for (int i = 1; i <= 10; i++) {
                    OtherCore.awaitRequest();
                    putLong(words + THERE, i);
                }
                OtherCore.spinUntil(words + HERE, 10);
                putLong(words + ANSWER, 1);
            }
            case "exit" -> Machine.exit(7);
            case "panic" -> Nucleus.panic("of core 1");
            case "trap" -> Memory.putInt(16, 0);
            default -> throw new IllegalArgumentException(what);
        }
    }

    private static void await(boolean sleeping, long word, long value) {
        if (sleeping) OtherCore.sleepUntil(word, value);
        else OtherCore.spinUntil(word, value);
    }

    private static String answer(long words) {
        StringBuilder text = new StringBuilder();
        for (long at = words + ANSWER; OtherCore.get(at) != 0; at++) text.append((char) OtherCore.get(at));
        return text.toString();
    }

    /** Whether all that this core takes is of its own part. */
    private static String parts() {
        int core = Cores.number();
        long raw = RawMemory.take(100);
        long page = Exchange.allocate(Nucleus.sip(), 10_000);
        long stack = getLong(Memory.thread() + ThreadLayout.STACK_LOW);
        boolean own = Cores.ofRaw(raw) == core && Cores.ofRaw(Nucleus.cpu()) == core && Cores.cpu(core) == Nucleus.cpu()
            && Cores.ofExchangePage((int) page & 0xFFFFF) == core && part(stack, MemoryMap.STACKS, MemoryMap.STACKS_END) == core
            && part(Memory.addressOf(new Object()), MemoryMap.HEAP, MemoryMap.HEAP_END) == core;
        RawMemory.give(raw, 100);
        Exchange.free(Nucleus.sip(), page);
        return "core " + core + (own ? " has its own" : " has others': " + raw + " " + page + " " + stack);
    }

    private static long part(long address, long start, long end) {
        int parts = Integer.highestOneBit(2 * Cores.count() - 1);
        return (address - start) / ((end - start) / parts);
    }

    /** Memory, threads, monitors, and waits with a deadline. */
    private static String work() throws InterruptedException {
        TreeMap<String, List<Integer>> found = new TreeMap<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int base = t * 1000;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 300; i++) {
                    String key = "key " + (base + i * 7) % 97;
                    synchronized (found) {
                        found.computeIfAbsent(key, k -> new ArrayList<>()).add(base + i);
                    }
                    if (i % 100 == 0) nap();
                }
            });
            threads.add(thread);
            thread.start();
        }
        traps();
        for (Thread thread : threads) thread.join();
        long sum = 0;
        for (List<Integer> list : found.values()) for (int n : list) sum += n;
        return found.size() + " keys, sum " + sum + " on core " + Cores.number();
    }

    /** What the machine finds: each core has stacks of its own for that. */
    private static void traps() {
        int caught = 0;
        int[] none = new int[0];
        for (int i = 0; i < 1000; i++) {
            try {
                caught += ((String) (i % 2 == 0 ? null : "")).length() / none.length;
            } catch (NullPointerException | ArithmeticException e) {
                caught++;
            }
        }
        try {
            caught += deep(1);
        } catch (StackOverflowError e) {
            caught++;
        }
        if (caught != 1001) throw new IllegalStateException(caught + " caught");
    }

    private static int deep(int n) {
        return n + deep(n + 1);
    }

    private static void nap() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
