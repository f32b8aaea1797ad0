package system;

/** The order in which classes are initialised, and what happens when that fails. */
public final class Initialization {
    static final StringBuilder TRACE = new StringBuilder();

    static int note(String what) {
        TRACE.append(what).append(' ');
        return 1;
    }

    interface WithDefault {
        int X = note("WithDefault");

        default int twice(int n) {
            return 2 * n;
        }
    }

    interface Without {
        int Y = note("Without");
    }

    static class Base implements Without {
        static int base = note("Base");
    }

    static class Derived extends Base implements WithDefault {
        static final int CONSTANT = 5;
        static final Integer BOXED = note("Derived");
        static int own = 3;
    }

    static class Fails {
        static int value = note("Fails") / 0;

        static void touch() {
        }
    }

    static class CycleA {
        static int a = CycleB.b + 1;
    }

    static class CycleB {
        static int b = CycleA.a + 1;
    }

    enum Color {
        RED, GREEN;

        static final int COUNT = values().length;
    }

    public static void main(String[] args) {
        note("" + Derived.CONSTANT);
        note("array" + new Derived[2].length);
        note("base" + Derived.base);
        note("own" + Derived.own);
        note("y" + Derived.Y);
        System.out.println(TRACE);
        for (int i = 0; i < 2; i++) {
            try {
                Fails.touch();
            } catch (ExceptionInInitializerError e) {
                System.out.println("first: " + e.getCause());
            } catch (NoClassDefFoundError e) {
                System.out.println("then: " + e.getMessage());
            }
        }
        System.out.println(CycleA.a + " " + CycleB.b + " " + Color.COUNT + " " + Color.valueOf("GREEN").ordinal());
    }
}
