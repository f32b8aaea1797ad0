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
import java.time.*;

public class Right {
    static Block make(int n) { return Block.allocate(n); }
    static int size(@Borrowed Block b) { return b.size(); }
    static void eat(Block b) { b.close(); }
    static Block through(Block b) { b.put(0, (byte) 1); return b; }
    static void risky() throws java.io.IOException { }
    static Disk disk() { return Services.connect(Disk.class, "d"); }
    static Login login() { return Services.connect(Login.class, "l"); }
    static Store store() { return Services.connect(Store.class, "s"); }

    static void r01() { Block b = make(3); b.close(); }
    static void r02() { try (Block b = make(3)) { b.put(0, (byte) 1); } }
    static void r03() { Block b = make(3); eat(b); }
    static Block r04() { return make(3); }
    static Block r05() { Block b = make(3); Block c = through(b); return c; }
    static int r06() { try (Block b = make(3)) { return size(b) + size(b); } }
    static void r07(boolean x) { Block b = make(3); if (x) eat(b); else b.close(); }
    static void r08(boolean x) { Block b = make(3); if (x) eat(b); else b.close(); }
    static void r09() { for (int i = 0; i < 9; i++) { Block b = make(i); b.close(); } }
    static void r10(Disk d) throws BadSector { Block b = make(512); for (int i = 0; i < 9; i++) b = d.write(i, b); b.close(); d.close(); }
    static void r11() { Block b = null; try { b = make(3); risky(); } catch (java.io.IOException e) {
            System.out.println(e); } finally { if (b != null) b.close(); } }
    static void r12() { Block b = make(1); try { risky(); } catch (java.io.IOException e) { b.close(); return; } b.close(); }
    static void r13() { Block b = make(1); try { risky(); eat(b); } catch (java.io.IOException e) { b.close(); } }
    static Block r14(boolean x) { return x ? make(1) : make(2); }
    static void r15(int k) { Block b; switch (k) { case 0: b = make(1); break; case 1: b = make(2); break; default: return; } b.close(); }
    static void r16(int k) { Block b = switch (k) { case 0 -> make(1); default -> make(2); }; b.close(); }
    static void r17(Optional<String> o) { Block b = make(1); if (o.isEmpty()) { b.close(); throw new IllegalStateException(); } eat(b); }
    static void r18() { try (Login l = login()) { Login.Outcome o = l.login("a", null);
            if (o instanceof Login.Granted g) g.next().close();
            else if (o instanceof Login.Refused r) r.next().close(); } }
    static String r20() { Login.Outcome o = login().login("a", null); if (o instanceof Login.Refused r) {
            r.next().close(); return r.why(); } if (o instanceof Login.Granted g) { g.next().close(); } return null; }
    static Session r21() { Login.Outcome o = login().login("a", null); if (!(o instanceof Login.Granted g)) {
            if (o instanceof Login.Refused r) r.next().close(); return null; } return g.next(); }
    static void r22() throws Conflict { try (Store s = store(); Tx t = s.begin()) { t.put("a", "b"); t.commit().close(); } }
    static void r23() { try (Store s = store()) { Store now = s; for (int i = 0; i < 5; i++) { Tx t = now.begin();
            t.put("a", "b"); now = t.abort(); } now.close(); } }
    static Store r24(Store s) { for (int tries = 0; ; tries++) { Tx t = s.begin(); try { return t.commit(); }
            catch (Conflict c) { s = t.abort(); } } }
    static final class Keep { private final Counter c; Keep(Counter c) { this.c = c; } long both() {
            return c.add(1) + c.value(); } void close() { c.close(); } }
    static long r25() { Keep k = new Keep(Services.connect(Counter.class, "c")); long n = k.both(); k.close(); return n; }
    static void r26() { Slot<Block> s = new Slot<>(); s.put(make(1)); Block b = s.take(); if (b != null) b.close(); }
    static void r27() { Slots<String, Block> s = new Slots<>(); s.put("a", make(1));
            for (String k : List.copyOf(s.keys())) { Block b = s.take(k); if (b != null) eat(b); } }
    static void r28() { Batch<Block> q = Batch.empty(); q.add(make(1)); q.add(make(2)); Block b;
            while ((b = q.take()) != null) b.close(); q.close(); }
    static void r29(Source<Block> in) { try (in) { for (Block b = in.next(); b != null; b = in.next()) eat(b); } }
    static void r30(Source<String> in) { String s; int n = 0; while ((s = in.next()) != null) n += s.length(); in.close(); }
    static void r31(Sink<Block> out) { try (out) { for (int i = 0; i < 3; i++) out.put(make(i)); } }
    static int r32(Connected c) { int n = c.peer().port(); c.out().close(); try (Source<Block> in = c.in()) {
            Block b = in.next(); if (b == null) return n; n += b.size(); b.close(); } return n; }
    static Connected r33(Connected c) { return new Connected(new Address("x", 1), c.in(), c.out()); }
    static Pending<Block> r34(Disk d) { d.close(); return Pending.of(make(1)); }
    static int r35(Pending<Block> p) { if (p.ready()) { try (Block b = p.await()) { return b.size(); } } p.close(); return 0; }
    static int r36(Pending<Integer> p) { Integer i = p.await(); return i; }
    static void r37(Pending<Block> a, Pending<Block> b) { try (a; b) { if (Wait.any(a, b) == 0) a.await().close();
            else b.await().close(); } }
    static void r38() { Pipe<Block> p = Pipe.of(3); try (Sink<Block> in = p.sink(); Source<Block> out = p.source()) {
            in.put(make(1)); Block b = out.next(); if (b != null) b.close(); } }
    static String r39() { try (Block b = make(1)) { return "block " + b; } }
    static Block r40(Slots<String, Block> s) { Block b = s.take("x"); if (b == null) b = make(1); return b; }
    static void r41(Block a, Block b) { Block t = a; a = b; b = t; a.close(); b.close(); }
    static Block r42(List<Integer> l) { Block last = make(0); for (int i : l) { last.close(); last = make(i); } return last; }
    static void r43(boolean x) { Block b = make(1); Block c = x ? b : null; if (c != null) { c.close(); } b.close(); }
            // alias by choice
    static void r44(Block b) { synchronized (Right.class) { b.close(); } }
    static int r45(Block b) { try { return b.size(); } finally { b.close(); } }
    static void r46(Names2 n) throws Exception { try (n; Counter c = (Counter) n.find("x")) { c.add(1); } }
    interface Names2 extends Contract { @Opens Contract find(String s) throws Exception; }
    static void r47(Fid f) throws NotFound { try (f) { try (Fid sub = f.walk(List.of("a"));
            OpenFile o = sub.open(Mode.READ)) { o.read(0, 9).close(); } f.stat(); } }
    static void r48(Counter c) { Runnable r = new Job(c); r.run(); }
    static final class Job implements Runnable { private final Slot<Counter> c = new Slot<>(); Job(Counter k) {
            c.put(k); } public void run() { Counter k = c.take(); if (k == null) return; try (k) { k.add(1); } } }
    static void r49(Block b, int n) { while (n-- > 0) { if (n == 7) { b.close(); return; } if (n == 5) continue;
            b.put(0, (byte) n); } b.close(); }
    static Block r50(Block b) { Objects.requireNonNull(b); assert b.size() > 0; return b; }
    static Counter r51(boolean local) { return local ? new Own() : Services.connect(Counter.class, "c"); }
    static final class Own implements Counter { public long add(long n) { return n; } public long value() { return 0; } }
    static void r52(Disk d) { try (d; E06Disk.DiskQueue q = d.queue(2)) {
            Pending<Block> a = q.read(1, make(1)), b = q.read(2, make(1)); a.await().close(); b.close();
            q.drain().close(); } }
    static <T> void r53(Sink<T> s, T item) { s.put(item); s.close(); }
    static void r54(Session s) { try (s) { String t = switch (s.unread()) { case 0 -> "none";
            case 1 -> s.read(1).text(); default -> "many"; }; System.out.println(t); } }
    record Two(Block a, Block b) {}
    static int r55() { Two t = new Two(make(1), make(2)); try (Block a = t.a(); Block b = t.b()) { return a.size() + b.size(); } }
    static void r57(Block b) { if (b.size() > 3) { eat(b); return; } if (b.size() > 2) { eat(b); return; } b.close(); }
    static Block r58(Batch<Block> q) { try (q) { Block b = q.take(); while (b != null && b.size() < 3) { b.close();
            b = q.take(); } return b; } }
    static void r59(Block b) { try { eat(b); } catch (RuntimeException e) { System.out.println(e); } }
    static void r60(Block b, String s) { int n; try { n = Integer.parseInt(s); } catch (NumberFormatException e) {
            b.close(); throw new IllegalArgumentException(s, e); } b.put(n, (byte) 1); b.close(); }

    interface Handler { void on(Block b); }
    static void r61(Block b) { Handler h = x -> x.close(); h.on(b); }
    static void r62(Block b) { Handler h = Right::eat; h.on(b); }
    static void r63(Block b) { Handler h = Block::close; h.on(b); }
    record Checked(Block a, int n) { Checked { Objects.requireNonNull(a); if (n < 0) n = 0; } int both() { return a.size() + n; } }
    static int r64() { Checked c = new Checked(make(1), 2); int k = c.both(); c.a().close(); return k; }
    static final class Srv implements Files { public Place2 attach(String u) { return new Place2(); } }
    static final class Place2 implements Fid { public Fid walk(List<String> l) { return this; } public Stat stat() {
            return null; } public List<Stat> list() { return null; } public OpenFile open(Mode m) { return null; }
            public void remove() {} }
    private final Slots<String, Sink<String>> outs = new Slots<>();
    void r65() { outs.keys().forEach(k -> { Sink<String> s = outs.take(k); if (s != null) { s.put(k); outs.put(k, s); } }); }
    static void r66(Login l) { Login.Outcome o = l.login("a", null);
            String why = o instanceof Login.Refused r ? r.why() : ""; if (o instanceof Login.Granted g) {
            g.next().close(); } else if (o instanceof Login.Refused r) { System.out.println(why); r.next().close(); }
            }
    static void r67(Block b, Disk d) { try (d) { Block c = d.read(1, b); c.close(); } catch (BadSector e) { System.out.println(e); } }
    static Block r68(Disk d, Block b) throws BadSector { for (int i = 0; ; i++) {
            try (Deadline x = Deadline.in(java.time.Duration.ofSeconds(1))) { b = d.read(i, b); if (b.get(0) == 1) {
            d.close(); return b; } } } }
    static void r69(Source<Connected> in) { try (in) { Connected c; while ((c = in.next()) != null) {
            try (Source<Block> s = c.in(); Sink<Block> t = c.out()) { for (Block b; (b = s.next()) != null;
            ) t.put(b); } } } }
    static long r70(Counter a, Counter b) { try (a; b) { long n = 0; outer: for (int i = 0; i < 3;
            i++) for (int j = 0; j < 3; j++) { n += a.add(j); if (n > 5) break outer; if (n == 4) continue outer;
            b.add(i); } return n; } }
    static void r71(Slot<Counter> s) { Counter c = s.take(); try { if (c != null) c.add(1); } finally { if (c != null) s.put(c); } }
    static Optional<String> r72(Store s) { try (s) { return s.get("k").map(x -> x + "!"); } }
    static void r73(Block b) { int n = 0; do { b.put(n, (byte) n); } while (++n < b.size()); eat(b); }
    static Block r74(Block a, Block b) { if (a.size() > b.size()) { b.close(); return a; } a.close(); return b; }
    static void r75(Sink<Block> s, Batch<Block> q) { try (s; q) { while (q.size() > 0) { Block b = q.take(); if (b != null) s.put(b); } } }

    static void r76(Slot<Counter> s) { Counter c = s.take(); if (c == null) c = Services.connect(Counter.class, "c");
            try { c.add(1); } catch (PeerGone e) { c.close(); c = Services.connect(Counter.class, "c"); } s.put(c); }
    static void r77(Block b, Sink<Block> s) { boolean sent = false; try { s.put(b); sent = true; } finally {
            s.close(); } if (!sent) System.out.println(); }
    static Session r78(Login l) { Login.Outcome o; while (!((o = l.login("a", null)) instanceof Login.Granted g)) {
            if (o instanceof Login.Refused r) l = r.next(); else return null; } return ((Login.Granted) o).next(); }
    static void r79(E13Jobs.Running r, boolean x) { E13Jobs.Shell s = x ? r.kill() : r.toBackground(); s.close(); }
    static final Slot<Counter> SHARED = new Slot<>();
    static long r80() { Counter c = SHARED.take(); if (c == null) return 0; try (c) { return c.value(); } }
    static Block r81(int n) { if (n == 0) return make(1); Block b = r81(n - 1); b.put(0, (byte) n); return b; }
    static void r82(Block b) throws Exception { try { risky(); b.put(0, (byte) 1); }
            catch (java.io.IOException | IllegalStateException e) { b.close(); throw e; } b.close(); }
    static void r83(Login l) { Login.Outcome o = l.login("a", null); if (!(o instanceof Login.Refused r)) {
            if (o instanceof Login.Granted g) g.next().close(); } else r.next().close(); }
    static void r84(Fid root, List<String> names) throws NotFound { Fid at = root; try { for (String n : names) {
            Fid next = at.walk(List.of(n)); at.close(); at = next; } at.list(); } finally { at.close(); } }
    static String r85(Login l) { Login.Outcome o = l.login("a", null); if (o instanceof Login.Granted g) {
            try (Session s = g.next()) { return s.read(1).text(); } } if (o instanceof Login.Refused r) {
            r.next().close(); return r.why(); } if (o instanceof Login.Locked k) return k.howLong().toString();
            throw new IllegalStateException(); }
    static <C extends Contract> C r86(Class<C> k, String n) { return Services.connect(k, n); }
    static void r87() { Counter c = r86(Counter.class, "x"); c.add(1); c.close(); }
    static void r88(Pending<Connected> p) { try (Deadline d = Deadline.in(java.time.Duration.ofSeconds(1))) {
            Connected c = p.await(); c.in().close(); c.out().close(); } catch (DeadlinePassed e) {
            System.out.println("late"); } }
    enum Kind { A, B } static void r89(Block b, Kind k) { switch (k) { case A: eat(b); return; case B: b.close();
            return; default: throw new AssertionError(); } }
    static Batch<Block> r90(Source<Block> in) { Batch<Block> all = Batch.empty(); try (in) { for (Block b;
            (b = in.next()) != null; ) { if (b.size() == 0) { b.close(); continue; } all.add(b); } } return all; }

    interface R91 extends Contract { int x(); default int twice() { return x() * 2; } }
    static void r92(Linear l) { l.close(); }
    static void r93(Block b) { r92(b); }
}
