package obol.aot.reach;

/** The programs of {@link ReachTest}: each has a static method {@code main}. They are read as class files and never run. */
final class Programs {
    private Programs() {}

    static final class Virtual {
        static class A { void m() {} void n() {} }
        static class B extends A { void m() {} }
        static class C extends B { void m() {} }
        static class D extends B { }
        static class Alone { void m() {} }
        static void main() { use(new D()); }
        static void use(A a) { a.m(); if (a instanceof C c) c.n(); }
    }

    static final class Order {
        interface I { void m(); default void d() { } }
        static class A implements I { public void m() { later(); } }
        static class B implements I { public void m() {} public void d() {} }
        static void main() { use(new A()); }
        static void use(I i) { i.m(); i.d(); }
        static void later() { new B(); }
    }

    static final class Initialisers {
        static int set(int n) { return n; }
        interface WithDefault { int X = set(1); default void d() {} }
        interface Without { int X = set(2); }
        static class Base { static int x = set(3); }
        static class A extends Base implements WithDefault, Without { static void run() {} }
        static class Named { static int x = set(4); }
        static class Constant { static final int N = 5; static int x = set(5); }
        static void main() { A.run(); Object o = null; boolean b = o instanceof Named; Class<?> c = Named.class; int n = Constant.N; }
    }

    static final class Enums {
        enum E { A { void m() {} }, B; void m() {} }
        enum Mirrored { X }
        enum Unused { X }
        static void main() { E.B.hashCode(); Object c = Mirrored.class; c.hashCode(); }
    }

    static final class Arrays {
        static class A {}
        static void main() { Object[] o = new A[2][3][]; o.toString(); "x".length(); }
    }

    static final class Sugar {
        static void main() { Runnable r = Sugar::target; r.run(); String s = "a" + new Sugar(); s.length(); }
        static void target() {}
        static void other() {}
        public String toString() { return "m"; }
    }

    static final class Folded {
        static final boolean DEBUG = false;
        static void main() { if (DEBUG) never(); int n = 3; if (n * 2 == 7) never(); }
        static void never() {}
    }

    static final class Natives {
        static native void gone();
        static void main() { gone(); }
    }

    static final class Chain {
        interface I { void m(); }
        static class A implements I { public void m() { last(); } }
        static void main() { first(); }
        static void first() { use(new A()); }
        static void use(I i) { i.m(); }
        static void last() {}
        static void never() {}
    }

    static final class Small {
        static void main() { new java.util.ArrayList<Object>().add(new Object[0].length); }
    }

    /** What comes to fields, parameters and results. */
    static final class Flows {
        interface Shape { int area(); }
        static class Square implements Shape { public int area() { return 1; } }
        static class Circle implements Shape { public int area() { return 2; } }
        static class Box {
            Shape one, both, element, stored;
            Object cast;
            Shape given(Shape s) { return s; }
        }
        static Shape caught;
        static void main() {
            Box box = new Box();
            box.one = box.given(new Square());
            box.both = new Square();
            box.both = new Circle();
            Object[] array = {new Circle()};
            box.element = (Shape) array[0];
            box.stored = make(box.both);
            Object any = box.both;
            if (any instanceof Circle) box.cast = (Circle) any;
            box.one.area();
            box.element.area();
        }
        static Shape make(Shape s) { return s.area() == 2 ? s : new Square(); }
    }
}
