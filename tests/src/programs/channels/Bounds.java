package channels;

import java.util.ArrayList;
import java.util.List;
import obol.channels.Block;
import obol.channels.Services;
import obol.channels.ServerFault;
import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Info;
import obol.nucleus.abi.Child;
import obol.nucleus.abi.ExchangeMemory;
import obol.nucleus.abi.Links;
import obol.nucleus.abi.Messages;
import obol.nucleus.abi.Processes;

/** Handles that are not good any more, messages that may not be sent, and quotas. Calls the nucleus itself. */
public final class Bounds {
    private static final byte[] EMPTY = {};
    private static final long[] NONE = {};

    private Bounds() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 0) {
            return; // the process that receives
        }
        int handles = handles();
        stale();
        refused();
        circles();
        woken();
        outlived();
        System.out.println("no handle left: " + (handles() == handles) + ", audit " + Processes.audit());
        quotas();
        for (int i = 0; i < 20; i++) {
            try (Counter own = Services.export(Counter.class, new CounterService())) {
                own.add(1);
            }
        }
        System.gc();
        for (int i = 0; i < 100 && handles() > handles; i++) {
            Thread.sleep(2);
            Block.allocate(1).close();
        }
        System.out.println("no handle left: " + (handles() == handles) + ", audit " + Processes.audit());
    }

    private static int handles() {
        return (int) Processes.info(Processes.self(), Processes.HANDLES);
    }

    private static long travelling(int kind, long handle) {
        return (long) kind << KernelLayout.TRAVEL_SHIFT | handle;
    }

    private static long port() {
        return Messages.port(true, new byte[0]);
    }

    private static long link(long port) {
        return Links.connect(port, 1, 2);
    }

    private static void stale() {
        long port = port();
        long link = link(port);
        long channel = Links.info(link, Info.OTHER_END);
        System.out.println("open " + Links.info(link, Info.OPEN) + " " + Links.close(link) + " " + Links.close(link) + " " + Links.info(link, Info.OPEN));
        System.out.println("call " + Messages.call(link, 1, EMPTY, 0, NONE, Long.MAX_VALUE));
        System.out.println("end " + (Links.next(port, Long.MAX_VALUE) == -channel) + " " + Links.close(channel));
        System.out.println("forged " + Links.info(link + (1L << 20), Info.OPEN) + " " + Links.info(-1, Info.OPEN) + " " + Links.close(0) + " "
            + Links.close(12345));
        System.out.println("timeout " + Links.next(port, 0) + " " + Messages.send(port, EMPTY, 0, NONE, false) + " " + Links.connector(link, 0, 0));
        long connector = Links.connector(port, 3, 4);
        Links.close(port);
        System.out.println("closed " + Links.info(connector, Info.OPEN) + " " + Links.connect(connector, 0, 0) + " " + Links.next(port, 0));
        Links.close(connector);
    }

    /** The sending half ends after the process that had the receiving one has ended and been forgotten. */
    private static void outlived() throws InterruptedException {
        long receiver = Links.later(1);
        long sender = Links.info(receiver, Info.OTHER_END);
        Child child = Child.start("bounds", 1 << 20, receiver, 0, "receive");
        child.await(Long.MAX_VALUE / 2);
        child.release();
        System.out.println("outlived " + Links.close(sender) + ", audit " + Processes.audit());
    }

    /** A call to a port whose thread has been woken from a call of its own, but has not run since: that thread waits for no port. */
    private static void woken() throws InterruptedException {
        long relay = port();
        long target = port();
        long onward = link(target);
        long first = link(relay);
        long second = link(relay);
        Thread server = new Thread(() -> {
            long channel = Links.next(relay, Long.MAX_VALUE);
            Messages.call(onward, 1, EMPTY, 0, NONE, Long.MAX_VALUE);
            Messages.send(channel, EMPTY, 0, NONE, false);
            Messages.send(Links.next(relay, Long.MAX_VALUE), EMPTY, 0, NONE, false);
        });
        Thread client = new Thread(() -> Messages.call(first, 1, EMPTY, 0, NONE, Long.MAX_VALUE));
        server.start();
        client.start();
        Links.close(Links.next(target, Long.MAX_VALUE));
        System.out.println("woken " + Messages.call(second, 1, EMPTY, 0, NONE, Long.MAX_VALUE));
        server.join();
        client.join();
        for (long handle : new long[] {onward, first, second, relay, target}) Links.close(handle);
    }

    private static void refused() {
        long port = port();
        long link = link(port);
        long later = Links.later(0);
        long sender = Links.info(later, Info.OTHER_END);
        System.out.println("once " + Links.info(later, Info.OTHER_END));
        long[][] wrong = {{travelling(KernelLayout.LINK, link)}, {travelling(KernelLayout.PORT, port)}, {travelling(KernelLayout.MEMORY, 77)},
            {travelling(KernelLayout.LATER, sender)}, {travelling(KernelLayout.LATER, later), travelling(KernelLayout.LATER, later)},
            {travelling(KernelLayout.CHANNEL, Links.info(link, Info.OTHER_END))}, new long[65]};
        for (long[] handles : wrong) System.out.print(Messages.call(link, 1, EMPTY, 0, handles, Long.MAX_VALUE) + " ");
        System.out.println(Messages.call(link, 1, new byte[70_000], 70_000, NONE, Long.MAX_VALUE) + " " + Messages.call(link, 1, EMPTY, -1, NONE, 0));
        System.out.println("itself " + Messages.send(sender, EMPTY, 0, new long[] {travelling(KernelLayout.SENDER, sender)}, true)
            + " " + Messages.send(sender, EMPTY, 0, new long[] {travelling(KernelLayout.LATER, later)}, true));
        System.out.println("past " + Messages.call(link, 1, EMPTY, 0, NONE, 0) + " " + Links.info(link, Info.OPEN));
        Links.close(link);
        Links.close(port);
        Links.close(sender);
        System.out.println("abandoned " + Links.await(later, Long.MAX_VALUE) + " " + Links.close(later));
    }

    /** Messages in messages: in a circle they would never end; a long chain ends without deep recursion. */
    private static void circles() {
        long a = Links.later(0);
        long toA = Links.info(a, Info.OTHER_END);
        long b = Links.later(0);
        long toB = Links.info(b, Info.OTHER_END);
        System.out.println("circle " + Messages.send(toA, EMPTY, 0, new long[] {travelling(KernelLayout.LATER, b)}, true) + " "
            + Messages.send(toB, EMPTY, 0, new long[] {travelling(KernelLayout.LATER, a)}, true));
        Links.close(toB);
        Links.close(a);
        long inner = Links.later(0);
        Messages.send(Links.info(inner, Info.OTHER_END), EMPTY, 0, NONE, true);
        int depth = 0;
        for (long outer = inner; depth < 1000; depth++) {
            long next = Links.later(0);
            long sender = Links.info(next, Info.OTHER_END);
            if (Messages.send(sender, EMPTY, 0, new long[] {travelling(KernelLayout.LATER, outer)}, true) != 0) break;
            inner = outer = next;
        }
        System.out.println("nested " + depth);
        Links.close(inner);
    }

    private static void quotas() {
        List<Long> ports = new ArrayList<>();
        long port = port();
        while (port != 0) {
            ports.add(port);
            port = port();
        }
        System.out.println("ports " + (handles() == KernelLayout.Entry.MOST - 1) + " " + Links.later(0));
        for (long each : ports) Links.close(each);
        List<Long> blocks = new ArrayList<>();
        long block = ExchangeMemory.allocate(1 << 20);
        while (block != 0) {
            blocks.add(block);
            block = ExchangeMemory.allocate(1 << 20);
        }
        try {
            Block.allocate(1 << 20);
        } catch (OutOfMemoryError full) {
            System.out.println("blocks " + full.getMessage());
        }
        for (long each : blocks) ExchangeMemory.free(each);
        messages();
        try (Depot small = Services.connect(Depot.class, "small")) {
            small.shift(Block.allocate(14 << 20), (byte) 1);
        } catch (ServerFault fault) {
            System.out.println(fault.getMessage());
        }
        try (Depot small = Services.connect(Depot.class, "small"); Block block1 = small.shift(Block.allocate(100), (byte) 1)) {
            System.out.println("small " + block1.get(99));
        }
    }

    /** What lies in messages is paid for. */
    private static void messages() {
        List<Long> laters = new ArrayList<>();
        long result = 0;
        byte[] bytes = new byte[60_000];
        while (result == 0) {
            long later = Links.later(0);
            laters.add(later);
            long sender = Links.info(later, Info.OTHER_END);
            result = Messages.send(sender, bytes, bytes.length, NONE, true);
            if (result != 0) Links.close(sender);
        }
        System.out.println("messages " + result + " " + (laters.size() > 200) + " " + (laters.size() < 300));
        for (long later : laters) Links.close(later);
    }
}
