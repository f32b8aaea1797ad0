package tests;

import obol.channels.*;
import ex.E01Counter.Counter;
import ex.E02Login.*;
import ex.E03Store.*;
import ex.E04Files.*;
import ex.E05Tcp.*;
import ex.E06Disk.*;
import java.util.*;
import java.util.function.*;

public class MoreWrong {
    static Block make(int n) { return Block.allocate(n); }
    static int size(@Borrowed Block b) { return b.size(); }
    static void eat(Block b) { b.close(); }
    static Block through(Block b) { return b; }
    static void risky() throws java.io.IOException { }
    static Counter counter() { return Services.connect(Counter.class, "c"); }
    static Login login() { return Services.connect(Login.class, "l"); }
    static Store store() { return Services.connect(Store.class, "s"); }

    // switches
    static void w101(int k) { Block b = make(1); switch (k) { case 0: b.close(); break; case 1: eat(b); break; default: }
        } // !! may still be open
    static void w102(int k) { Block b = make(1); switch (k) { case 0: eat(b);
        case 1: b.size(); // !! on one path
        default: b = null; } } // !! is lost
    enum Colour { RED, GREEN }
    static Block w103(Colour c, Block a) { return switch (c) { case RED -> a; case GREEN -> make(1); }; } // !! may be the same value
    static void w104(String s, Block b) { switch (s) { case "a" -> eat(b); default -> b.close(); }
        b.size(); } // !! was
    static void w105(int k) { Block b; switch (k) { case 0: b = make(1); break; default: b = make(2); }
        } // !! still open

    // try, catch, finally
    static void w106(Block b) { try { risky(); } catch (java.io.IOException e) { b.get(0);
        return; } // !! still open
        eat(b); }
    static void w107(Block b) { try { eat(b); } finally { b.close(); } } // !! it has another owner
    static int w108(Block b) { try { return b.size(); } finally { b.close();
        b.size(); } } // !! was closed
    static void w109() { try (Block a = make(1); Block b = make(2)) {
        a.copyTo(0, b, 0, 1); a.close(); b.close();
        size(a); } } // !! was closed
    static void w110(Block b) throws Exception { try { risky(); } catch (java.io.IOException e) { b.get(0);
        throw new IllegalStateException(e); } // !! at this throw
        b.close(); }
    static void w111(Block b) { try { try { risky(); } finally { b.close(); } } catch (java.io.IOException e) {
        b.size(); } } // !! was closed
    static void w112(Block b, boolean x) { try { if (x)
        throw new IllegalStateException(); // !! at this throw
        } catch (IllegalStateException e) { return; }
        b.close(); }
    static void w113(Object lock, Block b) { synchronized (lock) { eat(b); }
        b.close(); } // !! it has another owner
    static Block w114(int n) { while (true) { Block b = make(n); // !! goes out of scope
        try { risky(); return b; } catch (java.io.IOException e) { n += b.size(); } } }
    static int w115(Block b) { for (int i = 0; ; i++) { try { if (i == 3) { b.close(); return i; } } finally {
        size(b); } } } // !! was closed

    // loops and labels
    static void w116(int n) { outer: for (int i = 0; i < n; i++) { Block b = make(i); // !! goes out of scope
        for (int j = 0; j < n; j++) if (j == i) continue outer; b.close(); } }
    static void w117(int n) { Block b = make(1); while (n-- > 0) { if (n == 3) { b.close(); break; } }
        eat(b); } // !! on one path
    static Block w118(int n) { Block last = null; for (int i = 0; i < n; i++)
        last = make(i); // !! lost
        return last; }
    static void w119(int n) { Block b = make(1); do {
        b.close(); // again and again: that is right
        } while (n-- > 0);
        b.size(); } // !! was closed
    static void w120(int n) { Block a = make(1), b = make(2); for (int i = 0; i < n; i++) { Block t = a; a = b; b = t; }
        a.close(); } // !! still open
    static void w121(Block b) { exit: { if (b.size() == 1) break exit; eat(b); return; }
        } // !! still open

    // null and conditions
    static void w122(boolean x) { Block b = x ? make(1) : null;
        } // !! still open
    static void w123(Block b) { if (b == null) return; if (b.size() == 3) {
        return; } // !! still open
        b.close(); }
    static void w124(boolean x, Block a) { Block b = null; if (x) b = a; if (b != null) eat(b); // !! may be the same
        a.size(); } // !! may be the same
    static int w125(Block b, boolean x) { return x ? b.size() : 0; // !! still open
        }
    static void w126(Block b) {
        b = null; } // !! lost
    static void w127(Block b) { if (b != null && b.size() > 3) { eat(b); }
        } // !! may still be open
    static boolean w128(Block a, Block b) { a.close();
        return a.equals(b); } // !! was closed
    static String w129(Block b) { eat(b);
        return "was " + b; } // !! was moved into

    // long and double slots, stack forms
    static long w130(long a, Block b, double d, Block c, long e) { b.close();
        return a + (long) d + e; } // !! still open
    private int count;
    int w131(Block b) { eat(b);
        count += b.size(); // !! was moved into
        return count++; }
    static Block w132(Block b) { Block c, d; c = d = b; d.close();
        return c; } // !! was closed
    static int many(long a, Block b, double c, Block d) { b.close(); d.close(); return 1; }
    static int w133(Block b) {
        return many(1, b, 2, b); } // !! was moved into

    // records of records
    record Pair(Block left, Block right) { }
    record Deep(Pair pair, Counter counter, String name) { }
    static void w134(Pair p) { p.left().close();
        } // !! not taken: right()
    static void w135(Deep d) { Pair p = d.pair(); p.left().close(); p.right().close();
        } // !! not taken: counter()
    static void w136(Deep d) { d.counter().close(); Pair p = d.pair(); p.left().close();
        } // !! not taken: right()
    static void w137(Deep d) { d.counter().close();
        d.pair().left().close(); } // !! lost
    static Deep w138(Deep d) { Pair p = d.pair(); p.left().close(); p.right().close();
        return d; } // !! already taken
    static void w139(Pair p, boolean x) { if (x) p.left().close();
        p.left().close(); // !! already taken
        p.right().close();
        } // !! not taken: left()
    static void w140(Block b) {
        new Pair(b, b); } // !! was moved into
    static void w141(Block b) {
        new Pair(b, make(1)); } // !! lost
    static void eatPair(Pair p) { p.left().close(); p.right().close(); }
    static void w142(Pair p) { eatPair(p);
        p.left().close(); } // !! was moved into
    static void w143(Deep d) { eatPair(d.pair());
        eatPair(d.pair()); // !! already taken
        d.counter().close(); }
    record Peek(Block a) { Block twice() {
        return a(); } } // !! cannot be taken out of it
    record Shown(Block a) { static Block look(Shown s) {
        return s.a; } } // !! use a()
    interface HasBlock { Block block(); }
    record Faces(Block block) implements HasBlock { } // !! stands in for HasBlock.block()
    record Odd(Block block) { public Block block() { System.out.println(); return block; } } // !! not the generated one

    // sealed nests
    sealed interface Answer permits Yes, Maybe, No { }
    record Yes(Block block, int n) implements Answer { }
    sealed interface Maybe extends Answer permits Later, Never { }
    record Later(Pending<Block> block) implements Maybe { }
    record Never(String why) implements Maybe { }
    record No() implements Answer { }
    static void w144(Answer a) { if (a instanceof Yes y) y.block().close();
        } // !! not taken: block()
    static void w145(Answer a) { if (a instanceof Yes y) y.block().close(); else if (a instanceof Maybe m) { System.out.println(m);
        } } // !! not taken: block()
    static void w146(Answer a) { if (a instanceof Maybe) return; // !! not taken: block()
        if (a instanceof Yes y) y.block().close(); }
    static void w147(Answer a) { if (a instanceof Yes y) { y.block().close();
        eat(y.block()); } // !! already taken
        else if (a instanceof Later l) l.block().close(); }
    static void w148(Answer a, boolean x) { if (x && a instanceof Yes y) y.block().close();
        } // !! not taken: block()
    static Answer w149(Answer a) { if (a instanceof Yes y) y.block().close();
        return a; } // !! already taken
    static void w150(Maybe m) { if (m instanceof Never)
        ((Later) m).block(); } // !! is lost

    // streams
    static void w151(Source<Block> in) { for (Block b; (b = in.next()) != null; ) b.close();
        } // !! still open
    static void w152(Source<Block> in) { try (in) {
        while (in.next() != null) { } } } // !! lost
    static void w153(Sink<Block> out, Block b) { try (out) { out.put(b);
        out.put(b); } } // !! was moved into Sink.put()
    static void w154(Source<Block> in, Sink<Block> out) { try (in; out) { Block b = in.next(); if (b != null) out.put(b);
        if (b != null) b.close(); } } // !! it has another owner
    static void w155() { Pipe<Block> p = Pipe.of(2); p.sink().close();
        } // !! not taken: source()
    static void w156() {
        Pipe.of(2); } // !! lost
    static void w157(Source<Source<Block>> in) { try (in) { Source<Block> s = in.next(); if (s != null) {
        s.next(); // !! lost
        s.close(); } } }
    static void w158(Source<Connected> in) { try (in) { Connected c = in.next(); if (c != null) c.in().close();
        } } // !! not taken: out()
    static void strings(Sink<String> s) { s.close(); }
    @SuppressWarnings("unchecked") static void w159(Sink<Block> b) { Sink<?> any = b;
        strings((Sink<String>) any); } // !! is not a Sink<String>
    static void w160(Source<Block> in) { in.close();
        in.ready(); } // !! was closed

    // Pending, Promise
    static Pending<Block> w161() { Promise<Block> p = Promise.make(); p.keep(make(1));
        return p.pending(); } // !! still open
    static void w162(Promise<Block> p, Block b) { try (p) { p.keep(b);
        b.close(); } } // !! it has another owner
    static void w163(Pending<Block> p) { try { p.await().close(); } catch (DeadlinePassed e) {
        p.ready(); } } // !! was consumed by Pending.await()
    static void w164(Pending<Pair> p) { Pair q = p.await(); q.left().close();
        } // !! not taken: right()
    static String w165(Pending<String> p) { if (p.ready()) return p.await();
        return ""; } // !! still open

    // Slot, Slots, Batch
    private final Slot<Counter> kept = new Slot<>();
    private final Slots<Integer, Sink<Block>> sinks = new Slots<>();
    void w166() {
        kept.take().add(1); } // !! lost
    long w167() { Counter c = kept.take(); if (c == null) return 0; kept.put(c);
        return c.value(); } // !! was moved into Slot.put()
    void w168(int k) { Sink<Block> s = sinks.take(k); if (s != null && s.open()) sinks.put(k, s);
        } // !! may still be open
    static void w169(Batch<Block> q) { Block b;
        while ((b = q.take()) != null) size(b); // !! goes out of scope
        q.close(); }
    static Batch<Block> w170(Batch<Block> a, Batch<Block> b) { Block x; while ((x = b.take()) != null) a.add(x);
        return a; } // !! still open
    static void w171() { Slot<Block> s = new Slot<>(); s.put(make(1));
        s.take(); } // !! lost
    static Slot<Block> other;
    static void w172(Slot<String> s) { Object o = s;
        Runnable r = () -> System.out.println(s); } // !! cannot be captured by a lambda
    static void w173(Batch<Block> q) {
        q.add(q.take());
        Batch<Batch<Block>> all = Batch.empty(); all.add(q); all.close();
        q.size(); } // !! was moved into Batch.add()
    static final class W174 { private Slot<Counter> fine = new Slot<>(); private final Batch<Block> q; // !0 cannot be a field
        W174(Batch<Block> q) { this.q = q; } }
    static final class W175 { private final Pair p; W175(Pair p) { this.p = p; } } // !0 cannot be a field
    static final class W176 { private final Map<String, Counter> m = new HashMap<>(); } // !0 ordinary collection
    static final class W177 { private final Counter[] m = null; } // !0 ordinary collection or array
    static final class W178 { private final Pending p = null; } // !0 raw

    // contracts
    static Login w179(Session s) { Login l = s.logout();
        s.read(1); // !! consumed by Session.logout()
        return l; }
    static Store w180(Store first) { try (Store s = first) { Store now = s; for (int i = 0; i < 3; i++) {
            Tx t = now.begin(); now = t.abort(); }
        return now; } } // !! closed through another variable
    static void w181(Store s, Slot<Store> keep) { Store now = s; if (s.get("x").isEmpty()) { Tx t = s.begin(); now = t.abort(); }
        keep.put(now);
        s.close(); } // !! it has another owner
    static void w182(Fid f) throws NotFound { try (f) {
        f.walk(List.of("a")); } } // !! lost
    static final class W183 implements Counter { private final Counter c; W183(Counter c) { this.c = c; }
            public long add(long n) { return n; } public long value() { return 0; }
        Counter give() {
        return c; } } // !! belongs to a field
    static final class W184 { private final Counter a, b; W184(Counter c) { a = c;
        b = c; } } // !! belongs to a field
    static void w185(Counter c) { try (c) { Runnable r =
        c::value; } } // !! cannot be captured
    static long w186(Contract c) { if (c instanceof Counter k) return k.value(); // !! still open
        c.close(); return 0; }
    static void w187(Store s) throws Conflict { Tx t = s.begin(); try { t.commit().close(); } catch (Conflict c) { t.get("x"); }
        } // !! may still be open

    // generics, lambdas, references, inner classes
    interface Handler { void on(Block b); }
    interface Look { int at(@Borrowed Block b); }
    interface Close { void at(@Borrowed Block b); }
    interface Pour { void pour(Source<Block> in); }
    interface Give<T> { T give(); }
    static void w188() {
        Handler h = x -> System.out.println(x); } // !! still open
    static void w189() {
        Close c = Block::close; } // !! only borrowed
    static void w190() {
        Handler h = Block::size; } // !! would lose
    static void w191() {
        Handler h = MoreWrong::size; } // !! @Borrowed, the lambda
    static void w192() {
        Give<Block> g = () -> make(1); } // !! cannot be returned through Give.give()
    static void w193() {
        Pour p = in -> { Block b = in.next(); if (b != null) b.close(); }; } // !! still open
    static void w194(Block b) {
        Function<Block, Integer> f = x -> { x.close(); return 1; }; f.apply(b); } // !! cannot be handed to Function.apply()
    static class Holder<T> { T t; }
    static void w195(Block b) { Holder<Block> h = new Holder<>();
        h.t = b; } // !! cannot be stored in the field
    static void w196(Block b) { var o = new Object() { int inner() { return b.size(); } }; } // !0 captured by an inner class
    static <T> T id(T t) { return t; }
    static void w197(Counter c) {
        id(c).add(1); } // !! cannot be handed to MoreWrong.id()
    static void w198(Block... all) { } // !+ cannot own linear values
    static List<Block> w199() { return null; } // !+ cannot own linear values
    static void w200(@Borrowed Source<Block> s) {
        s.close(); } // !! only borrowed
    static void w201(@Borrowed Pending<Block> p) {
        p.await().close(); } // !! only borrowed
    static void w202(@Borrowed Pair p) {
        p.left().close(); } // !! cannot be taken out of it
    static void w203(@Borrowed Block b, Slot<Block> s) {
        s.put(b); } // !! only borrowed
    static Object hidden;
    static void w204(@Borrowed Waitable w) {
        hidden = w; } // !! static field
    static class Base { public void on(@Borrowed Block b) { } }
    static class W205 extends Base implements Handler { } // !0 must be not @Borrowed as in Handler
    static void w206(Block b) { Object o = b; synchronized (o) { eat(b); }
        synchronized (b) { } } // !! was moved into
    static void w207(Block b) { Object[] all = new Object[1];
        all[0] = b; } // !! array
    static void w208() {
        Counter[] all = new Counter[3]; } // !! array
    static void w209(Block b) {
        String.format("%s", b); } // !! array
    static void w210(Block b) {
        Objects.requireNonNull(b); } // !! open
}
