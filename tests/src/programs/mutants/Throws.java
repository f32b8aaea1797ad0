package mutants;

class Throws {
    static Box fail(int n, Box at) throws Fault {
        if (n == 1) {
            throw new Fault("one", at);
        }
        if (n == 2) {
            throw new IllegalStateException("two");
        }
        return n == 3 ? null : at;
    }

    static String attempt(int n) {
        Object state = "begin";
        Box box = new Crate("c" + n, n);
        try {
            state = fail(n, box);
            box = ((Box) state).twin();
            state = box.content;
        } catch (Fault e) {
            box = e.place;
            state = e.getMessage();
        } catch (IllegalStateException | NullPointerException e) {
            state = e instanceof IllegalStateException ? e.getMessage() : box;
        } finally {
            box = new Box(state, box);
        }
        return box + "," + box.next;
    }

    static Object cast(Object o) {
        try {
            return ((Crate) o).label;
        } catch (ClassCastException e) {
            return o;
        }
    }

    static String run() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            text.append(attempt(i)).append(cast(i % 2 == 0 ? new Crate("k", i) : "no"));
        }
        return text.toString();
    }
}
