package processes;

import obol.layout.KernelLayout;
import obol.layout.MemoryMap;
import obol.layout.SipLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.abi.Child;
import obol.nucleus.abi.ExchangeMemory;
import obol.nucleus.abi.Links;
import obol.nucleus.abi.Processes;

/** The first process: starts a {@link Bomb} in a family of its own, and a {@link Bystander} beside it. Times go to standard error. */
public final class Walls {
    private static final long SECOND = 1_000_000_000, MEBIBYTE = 1 << 20;
    private static final long STACKS = 8 * MEBIBYTE;
    private static final int ROUNDS = 200;
    /** Bytes of what threads that have ended may have left in the stacks that wait for others: 40 KiB each. */
    private static final long STACKS_LEFT = 100 * 40 << 10;
    private static final int MINCORE = 27, PAGE = 4096, PAGES = 1 << 16;

    private Walls() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "bombs" -> {
                for (int i = 1; i < arguments.length; i++) bomb(arguments[i]);
            }
            case "collections" -> collections();
            case "shares" -> shares();
            case "limits" -> limits();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.out.println("audit " + Processes.audit() + ", processes " + processes());
    }

    private static int processes() {
        int count = 0;
        for (int p = Processes.next(0); p != 0; p = Processes.next(p)) count++;
        return count;
    }

    private static void bomb(String how) throws Exception {
        Child bystander = Child.start("bystander", 4 * MEBIBYTE, Integer.toString(ROUNDS));
        Child bomb = Child.start("bomb", 64 * MEBIBYTE, ("confined-" + how).split("-"));
        Processes.limit(bomb.number(), Processes.FAMILY_HEAP, 48 * MEBIBYTE);
        Processes.limit(bomb.number(), Processes.FAMILY_EXCHANGE, 8 * MEBIBYTE);
        Processes.limit(bomb.number(), Processes.FAMILY_STRUCTURES, 32 * MEBIBYTE);
        Processes.limit(bomb.number(), Processes.FAMILY_THREADS, 60);
        Processes.limit(bomb.number(), Processes.FAMILY_PROCESSES, 12);
        Processes.limit(bomb.number(), Processes.FAMILY_STACKS, STACKS);
        ExchangeMemory.give(ExchangeMemory.allocate(1), bomb.number());
        long met = awaitBlock(8);
        ExchangeMemory.free(met);
        // It rages on while the other one does its work once more.
        Child second = Child.start("bystander", 4 * MEBIBYTE, Integer.toString(ROUNDS));
        boolean first = bystander.await(100 * SECOND) && bystander.status() == 0;
        boolean again = second.await(100 * SECOND) && second.status() == 0;
        boolean rages = !bomb.hasEnded();
        boolean bounded = Processes.info(bomb.number(), Processes.FAMILY_STACKS) <= STACKS
            && touchedStacks() <= Processes.info(1, Processes.FAMILY_STACKS) + STACKS_LEFT;
        boolean inTime = true;
        for (int i = 0; i < 2; i++) {
            long block = awaitBlock(Lateness.BYTES);
            Lateness lateness = Lateness.load(ExchangeMemory.address(block));
            System.err.println(how + ": " + lateness);
            inTime &= lateness.isLittle();
            ExchangeMemory.free(block);
        }
        int audit = Processes.audit();
        Processes.limit(bomb.number(), Processes.FAMILY_PROCESSES, 1); // on other cores it starts others as fast as they are killed
        killFamily();
        bystander.release();
        second.release();
        bomb.release();
        System.out.println(how + ": " + first + " " + again + " " + rages + " " + inTime + " " + bounded + ", audit " + audit + " " + Processes.audit());
    }

    /** Bytes of stacks that have memory; 0 where Linux is not below, which knows. */
    private static long touchedStacks() {
        long block = ExchangeMemory.allocate(PAGES);
        long at = ExchangeMemory.address(block);
        Machine.systemCall(MINCORE, MemoryMap.STACKS, (long) PAGES * PAGE, at, 0, 0, 0);
        long pages = 0;
        for (int i = 0; i < PAGES; i++) pages += Memory.getByte(at + i) & 1;
        ExchangeMemory.free(block);
        return pages * PAGE;
    }

    /** Several collect at the same time, since others run in the middle of each collection; and are killed there. */
    private static void collections() throws Exception {
        Child[] lists = new Child[3];
        for (int i = 0; i < lists.length; i++) lists[i] = Child.start("bomb", (8 + 4 * i) * MEBIBYTE, "list");
        for (Child each : lists) ExchangeMemory.free(awaitBlock(8));
        Child bystander = Child.start("bystander", 4 * MEBIBYTE, Integer.toString(ROUNDS));
        for (int i = 0; i < lists.length; i++) {
            Processes.stop(lists[i].number(), true);
            Thread.sleep(7);
            Processes.stop(lists[i].number(), false);
            Thread.sleep(7);
        }
        System.out.println(bystander.await(100 * SECOND) && bystander.status() == 0);
        for (Child each : lists) {
            System.out.println(each.hasEnded() + ", audit " + Processes.audit());
            each.kill();
        }
        ExchangeMemory.free(awaitBlock(Lateness.BYTES));
        killFamily();
        for (Child each : lists) each.release();
        bystander.release();
    }

    /** A block that somebody has given, of so many bytes. */
    private static long awaitBlock(int length) throws InterruptedException {
        for (;;) {
            for (long block = ExchangeMemory.next(0); block != 0; block = ExchangeMemory.next(block)) {
                if (isThere(block, length)) return block;
            }
            Thread.sleep(1);
        }
    }

    private static boolean isThere(long block, int length) {
        return Links.info(block, KernelLayout.Info.LENGTH) == length;
    }

    /** All but this process, until there are no more. */
    private static void killFamily() throws InterruptedException {
        for (boolean some = true; some; Thread.sleep(1)) {
            some = false;
            for (int p = Processes.next(0); p != 0; p = Processes.next(p)) {
                if (p != 1 && Processes.info(p, Processes.LIFE) != SipLayout.LIFE_ENDED) {
                    some = true;
                    Processes.kill(p, SipLayout.STATUS_KILLED);
                }
            }
        }
    }

    /** A hundred threads get no more than one does, and a process with twice the priority twice as much. */
    private static void shares() throws Exception {
        Child many = Child.start("bomb", 8 * MEBIBYTE, "spin", "100");
        Child one = Child.start("bomb", 8 * MEBIBYTE, "spin", "1");
        ExchangeMemory.free(awaitBlock(8));
        ExchangeMemory.free(awaitBlock(8));
        double equal = ratio(many, one);
        System.out.println(equal > 0.5 && equal < 2);
        System.out.println(Processes.limit(many.number(), Processes.PRIORITY, 20) + " " + Processes.limit(one.number(), Processes.PRIORITY, 5)
            + " " + Processes.limit(one.number(), Processes.PRIORITY, 21) + " " + Processes.limit(one.number(), Processes.PRIORITY, 0));
        double prior = ratio(many, one);
        System.out.println(prior > 2 && prior < 8);
        System.err.println("shares: " + equal + ", with priorities 20 and 5: " + prior);
        killFamily();
        many.release();
        one.release();
    }

    /** The processor time that the one gets in the time in which both together get a second. */
    private static double ratio(Child one, Child other) throws InterruptedException {
        long a = Processes.info(one.number(), Processes.CPU_TIME), b = Processes.info(other.number(), Processes.CPU_TIME);
        long until = a + b + SECOND;
        long now;
        long then;
        do {
            Thread.sleep(20);
            now = Processes.info(one.number(), Processes.CPU_TIME);
            then = Processes.info(other.number(), Processes.CPU_TIME);
        } while (now + then < until);
        return (double) (now - a) / Math.max(1, then - b);
    }

    private static void limits() throws Exception {
        Child child = Child.start("bomb", 8 * MEBIBYTE, "spin", "1");
        ExchangeMemory.free(awaitBlock(8));
        int number = child.number();
        System.out.println(Processes.info(number, Processes.PRIORITY) + " " + Processes.info(number, Processes.THREADS));
        System.out.println(Processes.limit(number, Processes.THREADS_LIMIT, 7) + " " + Processes.info(number, Processes.THREADS_LIMIT));
        System.out.println(Processes.limit(number, Processes.FAMILY_PROCESSES, 3) + " " + Processes.info(number, Processes.FAMILY_PROCESSES)
            + " of " + Processes.info(number, Processes.FAMILY_PROCESSES + Processes.FAMILY_LIMIT));
        System.out.println(Processes.limit(number, 99, 3) + " " + Processes.limit(number, Processes.HEAP_LIMIT, -1)
            + " " + Processes.limit(12345, Processes.THREADS_LIMIT, 1) + " " + Processes.info(number, 99));
        System.out.println(Processes.audit());
        killFamily();
        child.release();
        System.out.println(Processes.info(1, Processes.FAMILY_PROCESSES));
    }
}
