package ex;

import obol.channels.*;
import java.util.*;

public class E03Store {
    public static class Conflict extends Exception { public Conflict(String k) { super(k); } }
    public interface Store extends Contract { Optional<String> get(String key); Tx begin(); }
    public interface Tx extends Contract {
        Optional<String> get(String key); void put(String key, String value);
        Store commit() throws Conflict;                                    // if it throws, still Tx: retry or abort
        Store abort();
    }
    static final class Server implements Store {
        final Map<String,String> data = new TreeMap<>();
        public Optional<String> get(String k) { return Optional.ofNullable(data.get(k)); }
        public Tx begin() { return new Open(this); }
    }
    static final class Open implements Tx {
        private final Server store; private final Map<String,String> mine = new TreeMap<>();
        Open(Server s) { store = s; }
        public Optional<String> get(String k) { return Optional.ofNullable(mine.getOrDefault(k, store.data.get(k))); }
        public void put(String k, String v) { mine.put(k, v); }
        public Store commit() throws Conflict { store.data.putAll(mine); return store; }
        public Store abort() { return store; }
        // close(): the client died in the middle: nothing was written
    }
    static void client() {
        try (Store s = Services.connect(Store.class, "kv")) {
            try (Tx t = s.begin()) {
                t.put("a", "1");
                try { t.commit().close(); } catch (Conflict c) { t.abort().close(); }
            }
        }
    }
}
