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

public class MoreRight {
    static Block make(int n) { return Block.allocate(n); }
    static int size(@Borrowed Block b) { return b.size(); }
    static void eat(Block b) { b.close(); }
    static Block through(Block b) { return b; }
    static void risky() throws java.io.IOException { }
    static Counter counter() { return Services.connect(Counter.class, "c"); }
    static Login login() { return Services.connect(Login.class, "l"); }
    static Store store() { return Services.connect(Store.class, "s"); }

    // switches
    static void r101(int k) { Block b = make(1); switch (k) { case 0: b.close(); break; case 1: eat(b); break;
            default: through(b).close(); } }
    static void r102(String s) { Block b = make(1); switch (s) { case "a" -> b.close(); case "b" -> eat(b); default -> eat(b); } }
    enum Colour { RED, GREEN }
    static Block r103(Colour c) { return switch (c) { case RED -> make(1); case GREEN -> { Block b = make(2);
            b.put(0, (byte) 1); yield b; } }; }
    static int r104(int k) {
        Block b = make(1);
        int n = switch (k) { case 0 -> b.size(); case 1 -> { int m = b.get(0); yield m; } default -> 0; };
        b.close();
        return n;
    }
    static void r105(int k) { Block b = null; switch (k) { case 0: b = make(1); case 1: if (b == null) b = make(2);
            default: } if (b != null) b.close(); }
    static Block r106(int k, Block a) {
        return switch (k) { case 0 -> a; case 1 -> { a.close(); yield make(1); } default -> { a.close();
                throw new IllegalArgumentException(); } };
    }
    static void r107(int k) { for (;;) { Block b = make(k); switch (k++) { case 3: b.close(); return; case 2: eat(b);
            continue; default: eat(b); } } }

    // try, catch, finally, nested
    static void r108(Block b) { try { try { risky(); } finally { b.close(); } } catch (java.io.IOException e) { System.out.println(e); } }
    static void r109() throws Exception { Block b = make(1); try { try { risky(); } catch (IllegalStateException e) {
            size(b); } finally { size(b); } } finally { b.close(); } }
    static int r110(Block b) { try { return size(b); } catch (RuntimeException e) { return -1; } finally { b.close(); } }
    static void r111() { try (Block a = make(1); Block b = make(2); Block c = make(3)) { a.copyTo(0, b, 0, 1); b.copyTo(0, c, 0, 1); } }
    static void r112() { try (Block a = make(1)) { try (Block b = make(a.size())) { try (Block c = make(b.size())) { size(c); } } } }
    static Block r113(Block b) throws Exception { try { risky(); return b; } catch (java.io.IOException e) { b.close(); throw e; } }
    static Block r114() { while (true) { Block b = make(1); try { risky(); return b; } catch (java.io.IOException e) { b.close(); } } }
    static void r115(Block b) { boolean again; do { try { risky(); again = false; } catch (java.io.IOException e) {
            again = true; } } while (again); b.close(); }
    static void r116(Block b) throws java.io.IOException { try { risky(); } catch (java.io.FileNotFoundException e) {
            b.close(); return; } catch (java.io.IOException e) { b.close(); throw e; } eat(b); }
    static void r117(Block b, boolean x) { try { if (x) return; b.put(0, (byte) 1); } finally { eat(b); } }
    static int r118(int n) { int sum = 0; for (int i = 0; i < n; i++) { Block b = make(i); try { if (i == 2) continue;
            if (i == 5) break; sum += b.size(); } finally { b.close(); } } return sum; }
    static void r119(Block a) { try (a) { Block b = make(1); try { a.copyTo(0, b, 0, 1); } finally { b.close(); } } }
    static void r120(Object lock, Block b) { synchronized (lock) { synchronized (MoreRight.class) { b.close(); } } }
    static void r121(Block b) { try { eat(b); } finally { System.out.println("done"); } }
    static void r122(Block b) { try (b) { throw new IllegalStateException("after"); } }
    static void r123(Block b, boolean x) { try { if (x) throw new IllegalStateException(); } finally { b.close(); } }
    static void r124(Block b) { try { if (b.size() == 0) throw new java.io.IOException(); eat(b); }
            catch (java.io.IOException e) { b.close(); } }

    // loops, labels
    static void r125(int n) { outer: for (int i = 0; ; i++) { Block b = make(i); for (int j = 0; j < n; j++) {
            if (j == i) { b.close(); continue outer; } if (j > 7) { eat(b); break outer; } } b.close(); } }
    static Block r126(List<Integer> l) { Block best = null; for (int i : l) { Block b = make(i);
            if (best == null) best = b; else if (b.size() > best.size()) { best.close(); best = b; } else b.close(); }
            return best; }
    static void r127(Iterator<String> it) { Block b = null; while (it.hasNext()) { if (b != null) b.close();
            b = make(it.next().length()); } if (b != null) b.close(); }
    static Block r128(int n) { Block b; int i = 0; do { b = make(i); if (i == n) return b; b.close(); } while (i++ < n); return null; }
    static void r129(int n) { Block a = make(1), b = make(2); for (int i = 0; i < n; i++) { Block t = a; a = b; b = t;
            } a.close(); b.close(); }
    static void r130(int n) { block: { Block b = make(1); if (n == 1) { b.close(); break block; } eat(b); } }

    // choice of null, conditions
    static void r131(boolean x) { Block b = x ? make(1) : null; if (b == null) return; b.close(); }
    static void r132(boolean x, boolean y) { Block b = x ? make(1) : y ? make(2) : make(3); eat(b); }
    static int r133(boolean x) { Block b = x ? make(1) : null; int n = b == null ? 0 : b.size(); if (b != null) b.close(); return n; }
    static void r134(boolean x) { Block b = null; if (x) b = make(1); if (b != null && b.size() > 2) { eat(b);
            b = null; } if (b != null) b.close(); }
    static boolean r135(Block b) { boolean big = b.size() > 3 || b.get(0) == 1 && b.get(1) == 2; b.close(); return big; }
    static boolean r136(Block a, Block b) { boolean same = a == b || a.equals(b); a.close(); b.close(); return same; }
    static String r137(Block b) { String s = b.size() > 1 ? "big " + b : String.valueOf(b); b.close(); return s; }
    static void r138(Block b) { if (Objects.nonNull(b)) System.out.println(b); Block c = Objects.requireNonNull(b, "b"); c.close(); }

    // long and double slots, stack forms
    static long r139(long a, Block b, double d, Block c, long e) { long n = a + (long) d + e + b.size(); b.close(); c.close(); return n; }
    static double r140(double[] a, int i, Block b) { double v = a[i] += b.size(); long[] l = {1, 2}; l[i]++;
            v += l[i]-- + (l[0] += 2L); b.close(); return v; }
    private int count;
    private long total;
    int r141(Block b) { count += b.size(); int old = count++; total = total++ + ++count; b.close(); return old; }
    static void r142(int[] a, Block b) { int i = 0; a[i++] += b.get(a[i]++); a[i] = a[0] = b.size(); b.close(); }
    static Block r143(Block b) { Block c, d; c = d = b; d.put(0, (byte) 1); return c; }
    static int wide(long p01, long p02, long p03, long p04, long p05, long p06, long p07, long p08, double p09, double p10) {
        return (int) (p01 + p10); }
    static int r144(Block b) { int n = wide(1, b.size(), 3, 4, b.getLong(0), 6, 7, 8, 9, b.size()); b.close(); return n; }

    // records of records
    record Pair(Block left, Block right) { int sizes() { return left.size() + right.size(); } }
    record Deep(Pair pair, Counter counter, String name) { Deep { Objects.requireNonNull(name); name = name.trim(); } }
    static void r145() { Pair p = new Pair(make(1), make(2)); p.left().close(); p.right().close(); }
    static int r146(Pair p) { int n = p.sizes(); try (Block l = p.left(); Block r = p.right()) { return n + l.size() + r.size(); } }
    static Pair r147(Pair p) { return new Pair(p.right(), p.left()); }
    static void r148(Deep d) { System.out.println(d.name()); d.counter().close(); Pair p = d.pair(); eat(p.left());
            eat(p.right()); System.out.println(d.name()); }
    static Deep r149(boolean x) { Pair p = new Pair(make(1), make(2));
            return x ? new Deep(p, counter(), "x") : new Deep(p, counter(), "y"); }
    static void r150(Deep d, boolean x) { if (x) { d.counter().close(); r146(d.pair()); } else r148(d); }
    static void drop(Pair p) { p.left().close(); p.right().close(); }
    static void r151(Pair p, boolean x) { Block l = p.left(); if (x) { l.close(); p.right().close(); } else {
            p.right().close(); l.close(); } }
    record Plain(int a, String b) { }
    static String r152(Plain p) { return p.b() + p.a(); }

    // sealed nests
    sealed interface Answer permits Yes, Maybe, No { }
    record Yes(Block block, int n) implements Answer { }
    sealed interface Maybe extends Answer permits Later, Never { }
    record Later(Pending<Block> block) implements Maybe { }
    record Never(String why) implements Maybe { }
    record No() implements Answer { }
    static void r153(Answer a) { if (a instanceof Yes y) y.block().close(); else if (a instanceof Maybe m) {
            if (m instanceof Later l) l.block().close(); } }
    static void r154(Answer a) { if (a instanceof Yes y) { eat(y.block()); return; } if (a instanceof Later l) {
            l.block().await().close(); return; } if (a instanceof Never n) System.out.println(n.why()); }
    static Block r155(Answer a) { if (a instanceof Later l) { return l.block().await(); } return a instanceof Yes y ? y.block() : null; }
    static Answer r156(int n) { return n == 0 ? new No() : n == 1 ? new Yes(make(1), 1) : new Later(Pending.of(make(2))); }
    static int r157(Answer a) { int n = a instanceof Yes y ? y.n() : 0; r153(a); return n; }
    static boolean r158(Answer a) { boolean yes = a instanceof Yes; if (yes) { ((Yes) a).block().close(); return true;
            } r154(a); return false; }
    static void r159(Answer a) { Answer b = a; if (b instanceof Yes) ((Yes) a).block().close(); else r154(b); }
    static Answer r160(Answer a) { while (a instanceof Later l) { Block b = l.block().await();
            a = b.size() > 1 ? new Yes(b, 1) : new Later(Pending.of(b)); } return a; }
    static void r161(Maybe m) { if (!(m instanceof Never)) ((Later) m).block().close(); }

    // streams
    static int r162(Source<Block> in) { int n = 0; try (in) { while (true) { Block b = in.next();
            if (b == null) return n; n += b.size(); b.close(); } } }
    static void r163(Source<Block> in, Sink<Block> out) { try (in; out) { for (Block b = in.next(); b != null;
            b = in.next()) { if (b.size() == 0) b.close(); else out.put(b); } } }
    static void r164(Sink<String> out, Source<String> in) { try (in; out) { String s;
            while (out.open() && (s = in.next()) != null) out.put(s.trim()); } }
    static Source<Block> r165() { Pipe<Block> p = Pipe.of(2); try (Sink<Block> s = p.sink()) { s.put(make(1)); } return p.source(); }
    static void r166(Source<Connected> in) { Connected c = in.next(); in.close(); if (c == null) return; c.in().close(); c.out().close(); }
    static void r167(Source<Pair> in) { try (in) { for (Pair p; (p = in.next()) != null; ) drop(p); } }
    static void r168(Sink<Pair> out) { out.put(new Pair(make(1), make(2))); out.close(); }
    static void r169(Source<Answer> in) { try (in) { Answer a = in.next(); if (a != null) r153(a); } }
    static Source<Source<Block>> r170(Source<Source<Block>> in) { Source<Block> s = in.next(); if (s != null) s.close(); return in; }
    static void r171(Sink<Integer> out) { for (int i = 0; i < 3; i++) out.put(i); out.fail("over"); out.close(); }
    static void r172(Source<Block> a, Source<Block> b) { try (a; b) { switch (Wait.any(a, b)) { case 0 -> {
            Block x = a.next(); if (x != null) x.close(); } case 1 -> { Block x = b.next(); if (x != null) x.close();
            } default -> { } } } }

    // Pending and Promise
    static Pending<Block> r173() { Promise<Block> p = Promise.make(); Pending<Block> q = p.pending(); p.keep(make(1));
            p.close(); return q; }
    static void r174(Promise<Block> p) { try (p) { if (p.cancelled()) return; p.keep(make(1)); } }
    static int r175(Pending<Pair> p) { Pair q = p.await(); return r146(q); }
    static Block r176(Pending<Block> p, Block other) { if (!p.ready()) { p.close(); return other; } other.close(); return p.await(); }
    static String r177(Pending<String> p) { return p.await().trim(); }

    // Slot, Slots, Batch
    private final Slot<Counter> kept = new Slot<>();
    private final Slots<Integer, Sink<Block>> sinks = new Slots<>();
    long r178() { Counter c = kept.take(); if (c == null) c = counter(); try { return c.value(); } finally { kept.put(c); } }
    void r179(int k) { Sink<Block> s = sinks.take(k); if (s == null) return; s.put(make(1));
            if (s.open()) sinks.put(k, s); else s.close(); }
    static void r180(Batch<Pair> q) { try (q) { Pair p; while ((p = q.take()) != null) drop(p); } }
    static Batch<Block> r181(Batch<Block> a, Batch<Block> b) { try (b) { Block x; while ((x = b.take()) != null) a.add(x); } return a; }
    static Batch<Batch<Block>> r182() { Batch<Batch<Block>> all = Batch.empty(); Batch<Block> one = Batch.empty();
            one.add(make(1)); all.add(one); return all; }
    static void r183() { Slot<Pair> s = new Slot<>(); s.put(new Pair(make(1), make(2))); Pair p = s.take();
            if (p != null) drop(p); s.close(); }
    static void r184() { Slots<String, Counter> s = new Slots<>(); try (s) { s.put("a", counter());
            Counter c = s.take("a"); if (c != null) { c.add(1); s.put("b", c); } } }
    void r185() { for (Integer k : sinks.keys()) { Sink<Block> s = sinks.take(k); if (s != null) s.close(); } }

    // contracts, hand-over, further channels
    static Login r186(Session s) { try { s.read(1); return s.logout(); } catch (ChannelException e) { s.close(); throw e; } }
    static long r187(Counter c) { try (c) { long n = 0; for (int i = 0; i < 3; i++) n += c.add(i); return n; } }
    static Store r188(Store s) { Tx t = s.begin(); t.put("a", "b"); return t.abort(); }
    static Store r189(Store s) { for (int i = 0; i < 3; i++) { Tx t = s.begin(); s = t.abort(); } return s; }
    static void r190(Store first) throws Conflict { try (Store s = first) { Tx t = s.begin();
            try (Store after = t.commit()) { after.get("x"); } } }
    static void r191(Fid f) throws NotFound { try (f; Fid a = f.walk(List.of("a")); Fid b = a.walk(List.of("b"))) {
            b.stat(); a.stat(); f.stat(); } }
    static final class Front implements Store { private final Slot<Store> next = new Slot<>(); Front(Store s) { next.put(s); }
        public Optional<String> get(String k) { return Optional.empty(); } public Tx begin() { Store s = next.take();
                return s == null ? new Local() : s.begin(); } }
    static final class Local implements Tx { public Optional<String> get(String k) { return Optional.empty(); }
            public void put(String k, String v) { }
        public Store commit() { return new Front(store()); } public Store abort() { return new Front(store()); } }
    static Counter r192(Counter c) { return new Doubled(c); }
    static final class Doubled implements Counter { private final Counter inner; Doubled(Counter c) { inner = c;
            inner.value(); c.add(0); } public long add(long n) { return inner.add(2 * n); }
        public long value() { return inner.value(); } @Override public void close() { inner.close(); } }
    static void r193() { Services.serveEach(Counter.class, "c", () -> new Own());
            Services.serveEach(Counter.class, "c", Own::new); Services.serve(Counter.class, "c", new Own()); }
    static final class Own implements Counter { public long add(long n) { return n; } public long value() { return 0; } }
    static Counter r194(Class<Counter> k, Counter c) { return k.cast(c); }
    static void r195(Login start) { try (start) { Login now = start; for (int i = 0; i < 3; i++) {
            Login.Outcome o = now.login("a", null); if (o instanceof Login.Granted g) { g.next().close(); return; }
        if (!(o instanceof Login.Refused r)) return; now = r.next(); } now.close(); } }
    static long r196(Contract c) { try (c) { return c instanceof Counter k ? k.value() : 0; } }

    // generics, lambdas, method references, inner classes
    interface Handler { void on(Block b); }
    interface Maker { Block make(int n); }
    interface Reader { int read(@Borrowed Block b); }
    interface Pour { void pour(Source<Block> in, Sink<Block> out); }
    static void r197(Block b) { Handler h = x -> { try (x) { x.put(0, (byte) 1); } }; h.on(b); }
    static Block r198() { Maker m = Block::allocate; Maker n = k -> make(k); try (Block b = n.make(1)) { return m.make(b.size()); } }
    static int r199(Block b) { Reader r = MoreRight::size; Reader s = Block::size; int n = r.read(b) + s.read(b); b.close(); return n; }
    static void r200(Source<Block> in, Sink<Block> out) { Pour p = (i, o) -> { try (i; o) { Block b = i.next();
            if (b != null) o.put(b); } }; p.pour(in, out); }
    static void r201(Source<Block> in, Sink<Block> out) { Pour p = MoreRight::r163; p.pour(in, out); }
    static Runnable r202() { return () -> { try (Counter c = counter()) { c.add(1); } }; }
    static List<Integer> r203(List<String> l) { return l.stream().map(s -> { try (Block b = make(s.length())) {
            return b.size(); } }).filter(n -> n > 1).toList(); }
    static <T extends Counter> long r204(T c) { try (c) { return c.add(1); } }
    static <T> void r205(Slot<T> s, T t) { s.put(t); }
    class Inner { private final Sink<String> out; Inner(Sink<String> out, int n) { this.out = out; } void say(String s) { out.put(s); } }
    void r206(Sink<String> out) { Inner i = new Inner(out, 1); i.say("x"); i.out.close(); }
    static Handler r207() { return new Handler() { @Override public void on(Block b) { b.close(); } }; }
    enum Way { EAT { @Override void go(Block b) { eat(b); } }, CLOSE { @Override void go(Block b) { b.close(); } };
            abstract void go(Block b); }
    static void r208(Block b, Way w) { w.go(b); }
    static int r209(@Borrowed Block b) { return b.size() + size(b); }
    static int r210(@Borrowed Waitable w, @Borrowed Source<Block> s) { return Wait.any(w, s) == 0 && w.ready() ? 1 : 0; }
    static final class Bell implements Waitable { @Override public boolean ready() { return true; } }
    static int r211(Source<String> s) { try (s) { return r210(new Bell(), null) + Wait.any(s, new Bell()); } }
    static void r212(Linear l, boolean x) { if (x) { l.close(); return; } try (l) { System.out.println(l); } }
    static void r213(Block b) { assert b.size() > 0 : "size " + b.size(); assert check(b); b.close(); }
    static boolean check(@Borrowed Block b) { return b.get(0) == 0; }
    static Block r214(Block b) { for (String s : new String[] {"a", "b"}) { Block c = make(s.length());
            b.copyTo(0, c, 0, 1); b.close(); b = c; } return b; }
    static int r215(Block b) { class Counted { int n = b0(); int b0() { return 3; } }
            int n = new Counted().n + b.size(); b.close(); return n; }

    // what an exception out of a call abandons is the collector's
    static void r216(Block b) { try { risky(); eat(b); } catch (java.io.IOException e) { return; } }
    static void r217(Block b) { try { risky(); } catch (java.io.IOException e) { throw new IllegalStateException(e); } b.close(); }
    static Block r218(int n) { while (true) { Block b = make(n); try { risky(); return b; } catch (java.io.IOException e) { n++; } } }
    static void r219(Store s) { Tx t = s.begin(); try { t.commit().close(); } catch (Conflict c) { System.out.println(c); } }
}
