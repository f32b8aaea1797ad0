package mutants;

class Branch {
    private static Box head;

    static Object flow(int n) {
        Object value = null;
        int i = 0;
        loop:
        while (true) {
            switch (i++) {
                case 0: value = "text"; break;
                case 1: value = new Box(value, head); break;
                case 2: value = ((Box) value).twin(); continue;
                case 3: head = (Box) value; break;
                default: break loop;
            }
            if (i > n) {
                value = "over";
            }
        }
        return value;
    }

    static Box choose(Object a, Box b, int n) {
        Box chosen = b;
        for (int i = 0; i < n; i++) {
            if (a == null || i > 5) {
                chosen = null;
            } else if (a instanceof String s && s.length() < i) {
                chosen = new Crate(s, i);
            } else if (a instanceof Box box) {
                Box old = chosen;
                chosen = box;
                a = old;
            }
        }
        return chosen;
    }

    static String run() {
        head = null;
        Object first = flow(9);
        Object second = flow(2);
        Box third = choose(first, new Crate("x", 1), 3);
        Box fourth = choose("ab", (Box) first, 5);
        Object last = third == null ? fourth : third.next != null ? third.next : third.content;
        return first + "," + second + "," + third + "," + fourth + "," + last + head.area();
    }
}
