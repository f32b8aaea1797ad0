package mutants;

class Nested {
    static Link chain(int n) {
        Link link = null;
        for (int i = 0; i < n; i++) {
            link = new Link(i % 3 == 0 ? new Crate("n", i) : i % 3 == 1 ? link : "v" + i, link);
        }
        return link;
    }

    static Link reverse(Link link) {
        Link done = null;
        while (link != null) {
            Link next = link.next;
            link.next = done;
            done = link;
            link = next;
        }
        return done;
    }

    static String show(Link link) {
        StringBuilder text = new StringBuilder();
        for (Link at = link; at != null; at = at.next) {
            Object value = at.value instanceof Link inner ? inner.value : at.value;
            text.append(value instanceof Box box ? box.content : value).append(' ');
        }
        return text.toString();
    }

    static synchronized String run() {
        Link chain = chain(7);
        String text = show(chain);
        synchronized (chain) {
            chain = reverse(chain);
            text += show(chain);
        }
        Object lock = chain.value;
        synchronized (lock) {
            return text + lock + ((Box) lock).size;
        }
    }
}
