package processes;

import java.util.Random;
import obol.layout.SipLayout;
import obol.nucleus.Memory;
import obol.nucleus.abi.Child;
import obol.nucleus.abi.Clock;
import obol.nucleus.abi.ExchangeMemory;
import obol.nucleus.abi.Processes;
import obol.nucleus.process.Audit;

/** The first process: its first argument says what it does with its children. Times go to standard error. */
public final class Parent {
    private static final long QUOTA = 8 << 20, LARGE_QUOTA = 256 << 20;
    private static final long SECOND = 1_000_000_000;
    private static final String[] KILLED = {"loop", "arraycopy", "allocation", "initializer", "monitor", "sleep", "wait", "join", "park",
        "await", "throwing", "collecting"};

    static int counter = 41;

    private Parent() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "exits" -> exits();
            case "isolation" -> isolation();
            case "quota" -> quota();
            case "crowd" -> crowd();
            case "kills" -> {
                for (String how : KILLED) kill(how);
            }
            case "trusted" -> trusted();
            case "trace" -> trace();
            case "poison" -> poison();
            case "exchange" -> exchange();
            case "forge" -> forge();
            case "orphans" -> orphans();
            case "time" -> time();
            case "stops" -> stops();
            case "many" -> many(Integer.parseInt(arguments[1]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.out.println("audit " + Processes.audit() + ", processes " + processes() + ", exchange " + ExchangeMemory.next(0));
    }

    private static int processes() {
        int count = 0;
        for (int p = Processes.next(0); p != 0; p = Processes.next(p)) count++;
        return count;
    }

    private static Child start(String... arguments) {
        return Child.start("victim", QUOTA, arguments);
    }

    /** Waits for the end, and says what it was. */
    private static String end(Child child) throws InterruptedException {
        if (!child.await(60 * SECOND)) return "still there";
        String end = switch (child.reason()) {
            case SipLayout.REASON_EXIT -> "exit ";
            case SipLayout.REASON_EXCEPTION -> "exception ";
            case SipLayout.REASON_KILLED -> "killed ";
            default -> "? ";
        } + child.status();
        child.release();
        return end;
    }

    private static void exits() throws Exception {
        System.out.println(end(start("echo", "a b", "", "\u20ac")));
        for (String what : new String[] {"return", "thread-exit", "last-thread", "daemon", "throw"}) {
            System.out.println(what + ": " + end(start(what)));
        }
        System.out.println(end(start("exit", "0")) + ", " + end(start("exit", "200")));
        System.out.println("kill-parent: " + end(start("kill-parent")));
        try {
            Child.start("nobody", QUOTA);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(Processes.await(12345, 0) == Processes.NO_PROCESS);
        Child sleeper = start("kill-sleep");
        Thread.currentThread().interrupt();
        try {
            System.out.println(sleeper.await(SECOND / 100));
            Thread.sleep(1);
        } catch (InterruptedException e) {
            System.out.println("interrupted");
        }
        sleeper.kill();
        System.out.println(end(sleeper));
        takeReady();
    }

    private static void isolation() throws Exception {
        String text = "text-" + counter;
        long address = Memory.addressOf(text.intern());
        System.out.println(end(start("intern", text, Long.toString(address))));
        System.out.println(end(start("counter")) + ", " + end(start("counter")) + ", " + counter);
    }

    private static void quota() throws Exception {
        Child small = start("exhaust");
        Child large = Child.start("victim", LARGE_QUOTA / 4, "allocate", "20");
        System.out.println(end(small) + ", " + end(large));
        System.out.println(end(start("allocate", "20")));
        System.out.println(end(start("fill")));
        System.out.println(end(Child.start("victim", 0, "return")));
    }

    /** The memory of the machine is used up by some; others end, but do not harm anyone. */
    private static void crowd() throws Exception {
        Child[] children = new Child[12];
        for (int i = 0; i < children.length; i++) {
            children[i] = start(i % 2 == 0 ? "keep" : "exhaust");
            Thread.sleep(3);
        }
        Thread.sleep(50);
        for (Child child : children) child.kill();
        for (Child child : children) {
            child.await(2 * SECOND);
            child.release();
        }
        System.out.println(end(start("exit", "5")));
        takeReady();
    }

    private static void kill(String how) throws Exception {
        Child child = Child.start("victim", LARGE_QUOTA, "kill-" + how);
        awaitReady();
        long before = Clock.monotonic() + 15_000_000;
        Thread.sleep(15);
        child.kill();
        boolean ended = child.await(2 * SECOND);
        System.err.println(how + ": gone after " + (Clock.monotonic() - before) / 1000 + " us");
        System.out.println(how + ": " + (ended ? end(child) : "still there") + ", audit " + Processes.audit());
        Thread.sleep(how.equals("await") ? 100 : 0);
        takeReady();
    }

    /** A thread that has been woken in the ABI and has not run since goes when it leaves the ABI. */
    private static void trusted() throws Exception {
        Child other = start("kill-sleep");
        awaitReady();
        takeReady();
        Child child = start("kill-await-other", Integer.toString(other.number()));
        awaitReady();
        Thread.sleep(20);
        other.kill();
        child.kill();
        System.out.println(Processes.info(child.number(), Processes.LIFE) == SipLayout.LIFE_DYING);
        System.out.println(end(child) + ", " + end(other) + ", audit " + Processes.audit());
        takeReady();
    }

    /** One that loops, one whose wait ends meanwhile, and kills of those that are stopped: in a loop, and woken in the ABI. */
    private static void stops() throws Exception {
        Child loop = start("kill-loop");
        awaitReady();
        takeReady();
        System.out.println(state(loop) + " " + Processes.stop(loop.number(), true) + " " + state(loop));
        long before = Processes.info(loop.number(), Processes.CPU_TIME);
        Thread.sleep(50);
        System.out.println(Processes.info(loop.number(), Processes.CPU_TIME) - before);
        Processes.stop(loop.number(), false);
        Thread.sleep(50);
        System.out.println(Processes.info(loop.number(), Processes.CPU_TIME) > before);
        Processes.stop(loop.number(), true);
        loop.kill();
        System.out.println(end(loop));
        Child brief = start("last-thread");
        Processes.stop(brief.number(), true);
        System.out.println(brief.await(SECOND / 10));
        Processes.stop(brief.number(), false);
        System.out.println(end(brief));
        Child other = start("kill-sleep");
        awaitReady();
        takeReady();
        Child woken = start("kill-await-other", Integer.toString(other.number()));
        awaitReady();
        Thread.sleep(20);
        System.out.println(state(woken));
        Processes.stop(woken.number(), true);
        other.kill();
        woken.kill();
        System.out.println(end(woken) + ", " + end(other) + ", audit " + Processes.audit());
        System.out.println(Processes.stop(1, true) + " " + Processes.stop(12345, true));
        takeReady();
    }

    private static long state(Child child) {
        return Processes.info(child.number(), Processes.STATE);
    }

    private static void trace() throws Exception {
        Child child = start("kill-wait");
        awaitReady();
        Thread.sleep(20);
        child.kill();
        child.await(SECOND);
        System.out.print(child.trace());
        child.release();
        child = start("throw");
        child.await(SECOND);
        System.out.print(child.trace());
        child.release();
        takeReady();
    }

    /** What the sender gave is still there when its heap is not. */
    private static void poison() throws Exception {
        System.out.println(end(start("send", "from a heap that is gone")));
        long block = ExchangeMemory.next(0);
        long address = ExchangeMemory.address(block);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Memory.getInt(address); i++) {
            text.append(Memory.getChar(address + 4 + 2L * i));
        }
        System.out.println(text);
        System.out.println(ExchangeMemory.free(block));
    }

    private static void exchange() throws Exception {
        long block = ExchangeMemory.allocate(5000);
        System.out.println(ExchangeMemory.size(block) + " " + Processes.info(1, Processes.EXCHANGE));
        Memory.putLong(ExchangeMemory.address(block), 77);
        long again = ExchangeMemory.give(block, 1);
        System.out.println((again != block) + " " + ExchangeMemory.address(block) + " " + Memory.getLong(ExchangeMemory.address(again)));
        System.out.println(ExchangeMemory.free(block) + " " + ExchangeMemory.free(again) + " " + ExchangeMemory.free(again));
        long fresh = ExchangeMemory.allocate(8192);
        System.out.println((fresh != again) + " " + Memory.getLong(ExchangeMemory.address(fresh)) + " " + ExchangeMemory.address(again));
        Child child = start("kill-sleep");
        awaitReady();
        long theirs = ExchangeMemory.give(fresh, child.number());
        System.out.println((theirs != 0) + " " + ExchangeMemory.address(theirs) + " " + ExchangeMemory.free(theirs) + " "
            + Processes.info(child.number(), Processes.EXCHANGE));
        long large = ExchangeMemory.allocate(2 * QUOTA);
        System.out.println((large != 0) + " " + ExchangeMemory.give(large, child.number()));
        child.kill();
        System.out.println(end(child) + " " + ExchangeMemory.give(large, child.number()) + " " + ExchangeMemory.free(large));
        System.out.println(ExchangeMemory.allocate(-5000) + " " + ExchangeMemory.allocate(-1) + " " + ExchangeMemory.allocate(1L << 40));
        takeReady();
    }

    private static void forge() throws Exception {
        System.out.println(end(start("forge", Long.toString(Memory.addressOf(new int[100_000])))));
    }

    private static void orphans() throws Exception {
        Child child = start("parent");
        int orphan = 0;
        while (orphan == 0 || orphan == child.number()) {
            Thread.sleep(5);
            orphan = Processes.next(0);
        }
        child.kill();
        System.out.println(end(child) + ", parent " + Processes.info(orphan, Processes.PARENT) + ", audit " + Processes.audit());
        System.out.println(Processes.kill(orphan, 137) + ", " + Processes.info(orphan, Processes.LIFE));
    }

    private static void time() throws Exception {
        Child busy = start("kill-loop");
        Child idle = start("kill-sleep");
        awaitReady();
        Thread.sleep(200);
        long used = Processes.info(busy.number(), Processes.CPU_TIME);
        long unused = Processes.info(idle.number(), Processes.CPU_TIME);
        System.err.println(used / 1000 + " us, " + unused / 1000 + " us");
        System.out.println(used > SECOND / 20 && used < SECOND && unused < SECOND / 10);
        busy.kill();
        idle.kill();
        System.out.println(end(busy) + ", " + end(idle));
        takeReady();
    }

    /** Processes killed at any moment of their lives. */
    private static void many(int count) throws Exception {
        Random random = new Random(17);
        long longest = 0;
        for (int i = 0; i < count; i++) {
            Child child = start("kill-" + (i % 4 == 0 ? "monitor" : i % 4 == 1 ? "collecting" : i % 4 == 2 ? "throwing" : "join"));
            long until = Clock.monotonic() + random.nextInt(5_000_000);
            while (Clock.monotonic() < until) Thread.yield();
            long before = Clock.monotonic();
            child.kill();
            String end = end(child);
            longest = Math.max(longest, Clock.monotonic() - before);
            int audit = Processes.audit();
            if (!end.equals("killed 137") || audit != Audit.CLEAN) throw new IllegalStateException(i + ": " + end + ", audit " + audit);
            takeReady();
        }
        System.err.println("longest kill " + longest / 1000 + " us");
    }

    private static void awaitReady() throws InterruptedException {
        while (ExchangeMemory.next(0) == 0) Thread.sleep(1);
    }

    private static void takeReady() {
        for (long block = ExchangeMemory.next(0); block != 0; block = ExchangeMemory.next(0)) ExchangeMemory.free(block);
    }
}
