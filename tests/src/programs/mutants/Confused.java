package mutants;

/** Stands for the class that is made to test the tests. */
final class Confused {
    private Confused() { }

    static Object result(Object object) {
        return null;
    }

    static Object parameter(Object object) {
        return null;
    }

    static Object field(Object object) {
        return null;
    }

    static Object merge(Object object) {
        return null;
    }
}
