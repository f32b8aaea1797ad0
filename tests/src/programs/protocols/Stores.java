package protocols;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import obol.channels.Contract;
import obol.channels.Services;

/** A moving call that throws stays: the transaction can be tried again or given up. */
public final class Stores {
    private Stores() {}

    public static class Conflict extends Exception {
        private static final long serialVersionUID = 1;

        public Conflict(String key) {
            super(key);
        }
    }

    public interface Store extends Contract {
        Optional<String> get(String key);

        Tx begin();
    }

    public interface Tx extends Contract {
        Optional<String> get(String key);

        void put(String key, String value);

        /** If it throws, still Tx: retry or abort. */
        Store commit() throws Conflict;

        Store abort();
    }

    static final class Server implements Store {
        private final Map<String, String> data = new TreeMap<>();

        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(data.get(key));
        }

        @Override
        public Tx begin() {
            return new Open(this);
        }
    }

    /** Its {@code close()} does nothing: when the client dies in the middle, nothing was written. */
    private static final class Open implements Tx {
        private final Server store;
        private final Map<String, String> mine = new TreeMap<>();

        Open(Server store) {
            this.store = store;
        }

        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(mine.getOrDefault(key, store.data.get(key)));
        }

        @Override
        public void put(String key, String value) {
            mine.put(key, value);
        }

        @Override
        public Store commit() throws Conflict {
            for (String key : mine.keySet()) {
                if (store.data.containsKey(key)) throw new Conflict(key);
            }
            store.data.putAll(mine);
            return store;
        }

        @Override
        public Store abort() {
            return store;
        }
    }

    static void client() {
        for (int i = 0; i < 2; i++) {
            try (Store s = Services.connect(Store.class, "store"); Tx t = s.begin()) {
                t.put("a", "1");
                System.out.println("store " + t.get("a"));
                try {
                    t.commit().close();
                } catch (Conflict c) {
                    Store back = t.abort();
                    System.out.println("store conflict " + c.getMessage() + ", " + back.get("a"));
                    back.close();
                }
            }
        }
    }
}
