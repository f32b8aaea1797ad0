package channels;

import channels.GuestBook.Entry;
import channels.GuestBook.Full;
import channels.GuestBook.Mood;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import obol.channels.Block;
import obol.channels.ChannelException;
import obol.channels.Deadline;
import obol.channels.Failed;
import obol.channels.Pending;
import obol.channels.Promise;
import obol.channels.Services;
import obol.channels.Wait;

/** What a client can do with the services here. Prints the same whatever carries the channels. */
public final class Scenario {
    private static final int MEBIBYTE = 1 << 20;

    private Scenario() {}

    public static void main(String[] arguments) throws Exception {
        counting();
        logins();
        guests();
        blocks();
        later();
        waiting();
        deadlines();
        endpoints();
        faults();
        threads();
        many(arguments.length == 0 ? 1000 : Integer.parseInt(arguments[0]));
        abandoned();
        Streams.run();
        places();
    }

    private static void say(Object what) {
        System.out.println(what);
    }

    private static String thrown(Runnable action) {
        try {
            action.run();
            return "nothing";
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    private static void counting() {
        try (Counter first = Services.connect(Counter.class, "counter"); Counter second = Services.connect(Counter.class, "counter")) {
            say("count " + first.add(2) + " " + second.add(3) + " " + first.add(0));
            second.add(-5);
        }
        try (Counter counter = Services.connect(Counter.class, "counter")) {
            while (counter.closed() < 2) Thread.onSpinWait();
            say("closed " + counter.closed());
        }
    }

    private static void logins() {
        Login start = Services.connect(Login.class, "login");
        Login now = start;
        for (int i = 0; i < 2; i++) {
            Login.Refused refused = (Login.Refused) now.login("eve", new Login.Secret("guess"));
            say(refused.why());
            now = refused.next();
        }
        say(thrown(() -> start.login("eve", new Login.Secret("sesame"))));
        Login.Session session = ((Login.Granted) now.login("eve", new Login.Secret("sesame"))).next();
        say(session.read(3));
        Login again = session.logout();
        say(thrown(() -> session.read(1)));
        say(again.login("eve", new Login.Secret("guess")));
        say(thrown(() -> again.login("eve", new Login.Secret("sesame"))));
        again.close();
    }

    private static void guests() {
        try (GuestBook book = Services.connect(GuestBook.class, "guestbook")) {
            for (int i = 0; i < 4; i++) {
                String who = i % 2 == 0 ? "ada" : "b\u00f6rje \ud83d\ude00";
                try {
                    say("entry " + book.sign(new Entry(who, "x".repeat(i * 20_000), Mood.values()[i % 2], new long[] {i, -1L})));
                } catch (Full full) {
                    say(full.getMessage());
                }
            }
            for (Entry e : book.entries(Optional.of("ada"))) {
                say(e.who() + " " + e.words().length() + " " + e.mood() + " " + Arrays.toString(e.numbers()));
            }
            say(book.counts());
            say(thrown(() -> {
                try {
                    book.sign(new Entry("long", "y".repeat(70_000), Mood.GLAD, new long[0]));
                } catch (Full full) {
                    throw new AssertionError(full);
                }
            }));
            say(thrown(() -> book.entries(null)));
            say(book.counts().size());
        }
    }

    private static void blocks() {
        try (Depot depot = Services.connect(Depot.class, "depot")) {
            Block block = Block.allocate(MEBIBYTE);
            block.putLong(MEBIBYTE - 8, 0x0102030405060708L);
            Block back = depot.shift(block, (byte) 1);
            say(back.size() + " " + Long.toHexString(back.getLong(MEBIBYTE - 8)) + " " + thrown(() -> block.get(0)));
            say(thrown(() -> back.get(MEBIBYTE)).contains("IndexOutOfBoundsException"));
            back.close();
            Block odd = depot.shift(Block.copyOf(new byte[] {1, 2, 3}), (byte) 10);
            say(Arrays.toString(odd.toBytes()));
            odd.close();
            Block none = depot.shift(Block.allocate(0), (byte) 10);
            say(none.size());
            none.close();
            Counter counter = Services.connect(Counter.class, "counter");
            Depot.Parcel parcel = depot.pack(new Depot.Parcel("p", Block.copyOf("content".getBytes()), Pending.of(5), counter));
            try (Block content = parcel.content(); Counter returned = parcel.counter()) {
                say(parcel.label() + " " + new String(content.toBytes()) + " " + parcel.weight().await() + " " + returned.add(-5));
            }
        }
    }

    private static void later() throws Depot.Spoilt {
        try (Depot depot = Services.connect(Depot.class, "depot")) {
            Pending<String> a = depot.word(1);
            Pending<String> b = depot.word(2);
            say(a.ready() + " " + b.ready());
            depot.say(2, "two");
            say(a.ready() + " " + b.ready() + " " + b.await());
            depot.spoil(1, "mould");
            try {
                a.await();
            } catch (Failed failed) {
                say(failed.getMessage() + " " + failed.getCause().getClass().getSimpleName());
            }
            Pending<String> c = depot.word(3);
            depot.spoil(3, "");
            say(thrown(c::await));
            Pending<String> d = depot.word(4);
            depot.forget(4);
            say(thrown(d::await).startsWith("PeerGone"));
            Pending<String> e = depot.word(5);
            say(depot.cancelled(5));
            e.close();
            say(depot.cancelled(5) + " " + thrown(e::await));
            depot.say(5, "nobody hears");
            Block block = depot.block(10_000).await();
            say(block.size() + " " + block.get(9_999));
            block.close();
            say(depot.counterLater().await().add(4));
            Pending<String> unread = depot.word(6);
            depot.say(6, "unread");
            unread.close();
        }
    }

    private static void waiting() throws Depot.Spoilt {
        try (Depot depot = Services.connect(Depot.class, "depot")) {
            Pending<String> a = depot.word(1);
            Pending<String> b = depot.word(2);
            Promise<String> own = Promise.make();
            Pending<String> c = own.pending();
            try (Deadline soon = Deadline.in(Duration.ofMillis(20))) {
                say("any " + Wait.any(a, b, c));
            }
            Thread speaker = new Thread(() -> {
                try (Depot other = Services.connect(Depot.class, "depot")) {
                    other.say(2, "b");
                    own.keep("c");
                }
            });
            speaker.start();
            say("any " + Wait.any(a, b) + " " + b.await());
            say("any " + Wait.any(a, c) + " " + c.await());
            a.close();
            depot.forget(1);
        }
    }

    private static void deadlines() {
        Counter counter = Services.connect(Counter.class, "counter");
        try (Deadline soon = Deadline.in(Duration.ofMillis(30))) {
            say(thrown(() -> counter.slow(300)).split(":")[0]);
        }
        say(thrown(() -> counter.add(1)).split(":")[0]);
        try (Depot depot = Services.connect(Depot.class, "depot"); Counter other = Services.connect(Counter.class, "counter")) {
            Pending<String> word = word(depot, 9);
            try (Deadline soon = Deadline.in(Duration.ofMillis(10))) {
                say(thrown(word::await).split(":")[0]);
            }
            say(depot.cancelled(9));
            say("still there " + (other.add(0) == 0));
        }
    }

    private static Pending<String> word(Depot depot, int key) {
        try {
            return depot.word(key);
        } catch (Depot.Spoilt never) {
            throw new AssertionError(never);
        }
    }

    private static void endpoints() throws Depot.Spoilt {
        try (Depot depot = Services.connect(Depot.class, "depot")) {
            Counter own = depot.counter();
            own.add(7);
            say("itself " + thrown(() -> depot.use(own, 1)).split(":")[0]);
        }
        try (Depot depot = Services.connect(Depot.class, "depot")) {
            Counter shared = Services.connect(Counter.class, "counter");
            say("used " + depot.use(shared, 3) + " " + thrown(() -> shared.add(1)).split(":")[0]);
            try {
                depot.kept();
            } catch (Depot.Spoilt nothing) {
                say(nothing.getMessage());
            }
            Counter kept = depot.counter();
            kept.add(40);
            depot.keep(kept);
            Counter back = depot.kept();
            say("kept " + back.add(2));
            back.close();
            say("relay " + depot.relay(Services.connect(Counter.class, "counter"), 2));
            Counter mine = Services.export(Counter.class, new CounterService());
            say("mine " + depot.use(mine, 5));
            try (Counter counter = Services.connect(Counter.class, "counter")) {
                counter.add(-103);
            }
        }
    }

    private static void faults() {
        Counter counter = Services.connect(Counter.class, "counter");
        say(thrown(counter::fail));
        say(thrown(() -> counter.add(1)));
        counter.close();
        say(thrown(() -> Services.connect(Counter.class, "nobody")));
        say(thrown(() -> Services.connect(Counter.class, "guestbook")));
    }

    private static void threads() throws Exception {
        try (Counter counter = Services.connect(Counter.class, "counter")) {
            List<Thread> threads = new ArrayList<>();
            Thread slow = new Thread(() -> counter.slow(100));
            slow.start();
            Thread.sleep(30);
            say(thrown(() -> counter.add(1)));
            slow.interrupt();
            slow.join();
            say("interrupted " + slow.isInterrupted());
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> {
                    try (Counter own = Services.connect(Counter.class, "counter")) {
                        for (int k = 0; k < 200; k++) own.add(1);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) thread.join();
            say("sum " + counter.add(0));
            counter.add(-800);
        }
    }

    private static void many(int count) {
        List<Counter> counters = new ArrayList<>();
        for (int i = 0; i < count; i++) counters.add(Services.connect(Counter.class, "counter"));
        int sum = 0;
        for (Counter counter : counters) sum = counter.add(1);
        say("many " + (sum == count));
        for (Counter counter : counters) counter.close();
        try (Counter counter = Services.connect(Counter.class, "counter")) {
            counter.add(-count);
        }
    }

    private static void places() {
        try (Hop first = Hop.at("hop1")) {
            for (String way : new String[] {"hop2,hop3", "hop2,hop1", "hop2,hop3,hop1", "hop1", "hop2,hop3,hop2", "hop3"}) say(first.hop(way));
            Hop second = first.go("hop2");
            say(second.hop("") + " " + second.nickname() + " " + thrown(() -> first.hop("")).split(":")[0]);
            Hop.Sent sent = second.ask("hop3");
            say(sent.words());
            try (Hop third = sent.next(); Hop other = third.other("hop1")) {
                say(third.hop("") + " " + third.nickname() + " " + other.hop("") + " " + other.nickname() + " " + other.hop("hop3"));
                Hop same = third.go("hop3");
                say(same.hop("") + " " + same.nickname());
                same.close();
            }
        }
    }

    /** What an exception leaves without an owner is closed when it is collected. */
    private static void abandoned() throws InterruptedException {
        try (Counter counter = Services.connect(Counter.class, "counter")) {
            int before = counter.closed();
            Services.connect(Counter.class, "counter").add(0);
            for (int i = 0; i < 500 && counter.closed() == before; i++) {
                System.gc();
                Thread.sleep(5);
                Services.connect(Counter.class, "counter").close();
            }
            say("abandoned " + (counter.closed() > before));
        } catch (ChannelException e) {
            say(e);
        }
    }
}
