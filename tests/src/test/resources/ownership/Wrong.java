package tests;

import obol.channels.*;
import ex.*;
import ex.E02Login.*;
import ex.E03Store.*;
import ex.E04Files.*;
import ex.E05Tcp.*;
import ex.E06Disk.*;
import ex.E01Counter.Counter;
import java.util.*;
import java.util.function.*;

public class Wrong {
    static Block make(int n) { return Block.allocate(n); }
    static int size(@Borrowed Block b) { return b.size(); }
    static void eat(Block b) { b.close(); }
    static void risky() throws java.io.IOException { }
    static Login login() { return Services.connect(Login.class, "l"); }
    static Store store() { return Services.connect(Store.class, "s"); }

    static void w01() { Block b = make(1);
        b.size(); } // !! still open
    static void w02() {
        make(1); } // !! lost
    static int w03(Block b) { eat(b);
        return b.size(); } // !! was moved into Wrong.eat()
    static void w04(Block b) { eat(b);
        eat(b); } // !! was moved into Wrong.eat()
    static void w05(boolean x) { Block b = make(1); if (x) eat(b);
        } // !! may still be open
    static int w06(boolean x) { Block b = make(1); if (x) eat(b);
        int n = b.size(); // !! on one path
        return n; } // !! may still be open
    static void w07() { Block b = make(1);
        b = make(2); // !! lost
        b.close(); }
    static void w08() { for (int i = 0; i < 3; i++) {
        Block b = make(i); } // !! goes out of scope
    }
    static void w09(Block b) { for (int i = 0; i < 3; i++)
        eat(b); // !! on one path
    } // !! may still be open
    static int w10() { Block b = make(1); b.close();
        return b.size(); } // !! was closed
    static void w11(Block b, List<Object> l) {
        l.add(b); } // !! cannot be handed to List.add()
    static void w12(Block b) {
        Runnable r = () -> b.close(); // !! cannot be captured
        r.run(); }
    static void w13(Block b) {
        Object[] a = {b}; } // !! array
    static void w14(Block b) {
        Block[] a = {b}; } // !! array
    static Object w15(Block b) {
        return b; } // !! cannot be returned as Object
    static void w16(@Borrowed Block b) {
        eat(b); } // !! only borrowed
    static void w17(@Borrowed Block b) {
        b.close(); } // !! only borrowed
    static Block w18(@Borrowed Block b) {
        return b; } // !! only borrowed
    static Block held; // !0 static field
    static void w19(Block b) {
        held = b; } // !! static field
    static class W20 { Sink<Block> b; } // !0 private and final
    static final class W21 { private final Sink<Block> b; W21(Sink<Block> b) { this.b = b; } Sink<Block> give() {
        return b; } } // !! belongs to a field
    static final class W22 { private final Store s; W22(Store s) { this.s = s; } void go() {
        s.begin().close(); } } // !! belongs to a field
    static void w23() { Login l = login(); Login.Outcome o = l.login("a", null);
        l.close(); } // !! still open
    static void w24() { try (Login l = login()) { Login.Outcome o = l.login("a", null);
        Login.Outcome p = l.login("a", null); // !! consumed by Login.login()
        if (o instanceof Login.Granted g) g.next().close(); else if (o instanceof Login.Refused r) r.next().close();
        if (p instanceof Login.Granted g) g.next().close(); else if (p instanceof Login.Refused r) r.next().close(); } }
    static void w25() { Login.Outcome o = login().login("a", null); if (o instanceof Login.Granted g) { g.next().close();
        Session s = g.next(); // !! already taken
        s.close(); } else if (o instanceof Login.Refused r) r.next().close(); }
    static void w26() { Login.Outcome o = login().login("a", null); if (o instanceof Login.Granted g) g.next().close();
        } // !! not taken: next()
    static void w27() { Store s = store(); Tx t = s.begin();
        s.get("a"); // !! consumed by Store.begin()
        t.close(); }
    static void w28() throws Conflict { Store s = store(); Tx t = s.begin();
        t.commit(); } // !! lost
    static void w29() throws Conflict { Tx t = store().begin(); Store s = t.commit();
        t.put("a", "b"); // !! consumed by Tx.commit()
        s.close(); }
    static void w30(Pending<Block> p) { Block a = p.await();
        Block b = p.await(); // !! consumed by Pending.await()
        a.close(); b.close(); }
    static void w31(Pending<Block> p) {
        p.await(); } // !! lost
    static void w32(Connected c) { c.in().close();
        } // !! not taken: out()
    static Connected w33(Connected c) { c.in().close();
        return c; } // !! already taken
    static void w34(Sink<Block> out) { try (out) { Block b = make(1); out.put(b);
        b.put(0, (byte) 1); } } // !! was moved into Sink.put()
    static void w35(Source<Block> in) { try (in) { Block b = in.next();
        } } // !! still open
    static void w36(Block b) {
        Slot<Object> s = new Slot<>(); Object o = new Object(); Slot<String> t = new Slot<>(); t.put("x"); Optional<Block> x =
            Optional.of(b); } // !! cannot be handed to Optional.of()
    static void w37(Block b, int n) {
        if (n < 0) throw new IllegalArgumentException(); // !! at this throw
        b.close(); }
    static void w38(boolean x) { Block a = make(1), b = make(2); Block c = x ? a : b;
        eat(c); // !! may be the same value
        a.close(); b.close(); }
    static void w39(List<Block> l) { } // !+ cannot own linear values
    static class W40 { private final List<Sink<String>> l = new ArrayList<>(); } // !0 ordinary collection
    static void w41(Block b) {
        Supplier<Integer> s = b::size; // !! cannot be captured
        b.close(); }
    static void both(@Borrowed Block a, Block b) { b.close(); }
    static void w42(Block b) {
        both(b, b); } // !! borrowed and moved
    static void w43(Pending p) { p.close(); } // !+ raw
    static void w44(Block b) { try { risky(); eat(b); risky(); } catch (java.io.IOException e) {
        b.size(); // !! on one path
        } } // !! may still be open
    static void w45(Block b) { try { risky(); } catch (java.io.IOException e) { b.size();
        return; } // !! still open
        b.close(); }
    static void w46(Batch<Block> q) { try (q) { Block b = q.take(); if (b != null) { q.add(b);
        b.close(); } } } // !! it has another owner
    static final class W47 implements Counter { public long add(long n) { return n; } public long value() { return 0;
            } static Sink<String> k(Sink<String> s) { s.put("a"); s.close();
        s.put("b"); // !! was closed
        return null; } }
    static void w48(Block b) { Object o = b;
        o.hashCode(); eat(b);
        o.hashCode(); } // !! was moved into
    static <T> T same(T t) { return t; }
    static void w49(Block b) {
        Block c = same(b); // !! cannot be handed to Wrong.same()
        c.close(); }
    static void w50(Slot<Block> s) { Block b = s.take();
        s.put(b); s.put(b); } // !! was moved into Slot.put()
    static void w51(Fid f) throws NotFound { try (f) { OpenFile o = f.open(Mode.READ);
        f.stat(); // !! consumed by Fid.open()
        o.close(); } }
    static void w53(Store s) { while (true) { Tx t = s.begin(); // !! on one path
        t.close(); } }
    static void w54(boolean x) { Block a = make(1); Block c = a;
        if (x) c.close(); a.size(); // !! on one path
        a.close(); }

    static void w55() {
        if (login().login("a", null) instanceof Login.Granted g) { g.next().close(); } } // !! not taken: next()
    static void w56(Promise<String> p) { try (p) { risky(); p.keep("x"); } catch (java.io.IOException e) {
        p.fail(e); } // !! on one path
        } // !! may still be open
    static void strings(Source<String> s) { s.close(); }
    @SuppressWarnings("unchecked") static void w57(Source<Block> b) { Source<String> s = (Source<String>) (Source<?>) b;
        strings(s); } // !! is not a Source<String>
    static final class Box<X> { private final Slot<X> s = new Slot<>(); void put(X x) { s.put(x); } }
    static void w58(Block b) {
        new Box<Block>().put(b); } // !! cannot be handed to Box.put()
    record Pair<A, B>(A a, B b) { }
    static void w59(Block b) {
        Pair<Block, String> p = new Pair<>(b, "x"); } // !! cannot be handed to Pair
    interface Handler { void on(Block b); }
    interface Look { void at(@Borrowed Block b); }
    static void w60(Block b, List<Object> l) {
        Handler h = l::add; // !! cannot be handed to List.add() by a method reference
        h.on(b); }
    static void w61(Block b) {
        Look k = x -> x.close(); // !! @Borrowed, the lambda
        k.at(b); b.close(); }
    static void w62(Slot<Block> s) {
        Runnable r = () -> { Block b = s.take(); b.close(); }; } // !! cannot be captured by a lambda
    static Object any; static void w63(Object o) {
        Block b = (Block) o; // !! ordinary type cannot be cast
        b.close(); }
    static final class W64 { private final Slot<String> s = new Slot<>(); void k(Block b) {
        ((Slot) s).put(b); } } // !! as String
    static void w65(Disk d, Block b) throws BadSector {
        d.read(1, b); // !! lost
        d.close(); }
    static void w66(Disk d, Block b) { try (d) { d.write(1, b).close(); } catch (BadSector e) {
        b.close(); } } // !! it has another owner
    static void w67(Fid f) { try { f.walk(List.of("x")).close(); } catch (NotFound e) { return; }
        } // !! still open
    static Block w68(Block a, boolean x) { Block b = a; if (x) b = make(1);
        return a; } // !! may be the same value
    static void w69(Connected c) { Source<Block> in = c.in(); Sink<Block> out = c.out(); in.close();
        out = new Pipe<Block>(null, null).sink(); out.close(); } // !! lost
    static void w70(Block b) throws Exception { try { if (b.size() == 1)
        throw new Exception(); } // !! at this throw
        finally { System.out.println(); }
        b.close(); }
    static void w71(Counter c) { c.add(1);
        } // !! still open
    static final class W72 implements Disk { public Geometry geometry() { return null; } public void flush() {}
        public E06Disk.DiskQueue queue(int d) { return null; } public Block write(long l, Block b) { return b; }
        public Block read(long l, @Borrowed Block b) { return make(1); } } // !! must be not @Borrowed as in Disk
    static Block w73(Pending<Block> p, boolean x) { if (x) return p.await();
        return null; } // !! still open
    static void w74(Block b) { Runnable r = new Runnable() { public void run() { b.size(); } }; r.run(); } // !0 captured by an inner class

    static final class W75 { private final Block b; W75(Block b) { this.b = b; } } // !0 cannot be a field
    static class W76 implements Linear { public void close() { } } // !0 only the system defines
    record W77(Block a, int n) { Object self() {
        return this; } } // !! cannot be returned as Object
    static void w78(W77 t) {
        t.a.size(); // !! use a()
        t.a().close(); }
    record W79(Block a) { static List<Object> all = new ArrayList<>(); W79 {
        all.add(this); } } // !! 'this' cannot leave
    static int w80(Fid f) throws NotFound { OpenFile o = null; try { o = f.open(Mode.READ); return o.stat().name().length(); } finally {
        f.stat(); // !! consumed by Fid.open()
        f.close(); if (o != null) o.close(); } }
    static void w81(Sink<Block> s, Block b) { for (;;) { s.put(b); // !! on one path
        if (s.open()) break; } s.close(); }
    static void w82(Disk d) throws BadSector { Block b = make(1); Block c = d.read(1, b);
        d.write(2, b).close(); // !! was moved into Disk.read()
        c.close(); d.close(); }
    static String w83(Session s) { try (Login l = s.logout()) {
        return s.read(1).text(); } } // !! consumed by Session.logout()
    static void w84(Slots<String, Block> m, Block b) { m.put("x", b); m.put("y", make(1));
        b.put(0, (byte) 1); } // !! was moved into Slots.put()

    static void w85() {
        Services.connect(Counter.class, "x"); } // !! lost
    static <C extends Contract> C keep(C c) { return c; }
    static void w86(Counter c) { Counter d = keep(c);
        c.add(1); // !! was moved into Wrong.keep()
        d.close(); }
    static <C extends Contract> void w87(C c) {
        } // !! still open

    static void w88() {
        Supplier<Counter> s = () -> Services.connect(Counter.class, "x"); } // !! cannot be returned through Supplier

    interface W89 extends Contract { int x(); default Object leak() {
        return this; } } // !! cannot be returned as Object
    interface W90 extends Contract { W90 on(); default int y() {
        W90 w = on(); // !! only borrowed
        w.close(); return 1; } }

    static void w91(Block b, Slot<Block> s) { s.put(b);
        b.close(); } // !! it has another owner
    static void w92(boolean x) { Block b = make(1); if (x) eat(b);
        b.close(); } // !! it has another owner
    static void w93() { try (Block b = make(1)) { // !! it has another owner
        eat(b); } // !! it has another owner
    }
    static void w94(Store s, boolean x) { Store now = s; if (x) { Tx t = s.begin(); now = t.abort(); } s.close();
        now.get("a"); // !! on one path
        now.close(); }
}
