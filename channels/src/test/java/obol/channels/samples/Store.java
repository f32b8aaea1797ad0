package obol.channels.samples;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import obol.channels.Contract;

/** A moving method that may throw: then the channel stays. */
public interface Store extends Contract {
    Optional<String> get(String key);

    Tx begin();

    interface Tx extends Contract {
        Optional<String> get(String key);

        void put(String key, String value);

        Store commit() throws Conflict, Locked;

        Store abort();
    }

    class Conflict extends Exception {
        public Conflict(String message) {
            super(message);
        }
    }

    /** A subclass that is declared itself. */
    class Locked extends Conflict {
        public Locked(String message) {
            super(message);
        }
    }

    /** A subclass that is not: crosses as a Conflict. */
    class Stale extends Conflict {
        public Stale(String message) {
            super(message);
        }
    }

    final class Service implements Store {
        private final Map<String, String> data = new TreeMap<>();

        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(data.get(key));
        }

        @Override
        public Tx begin() {
            return new Open();
        }

        private final class Open implements Tx {
            private final Map<String, String> mine = new TreeMap<>();

            @Override
            public Optional<String> get(String key) {
                return Optional.ofNullable(mine.getOrDefault(key, data.get(key)));
            }

            @Override
            public void put(String key, String value) {
                mine.put(key, value);
            }

            @Override
            public Store commit() throws Conflict {
                if (mine.containsKey("locked")) {
                    throw new Locked(null);
                }
                if (mine.containsKey("stale")) {
                    throw new Stale("since " + mine.get("stale"));
                }
                data.putAll(mine);
                return Service.this;
            }

            @Override
            public Store abort() {
                return Service.this;
            }
        }
    }
}
