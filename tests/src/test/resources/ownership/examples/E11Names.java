package ex;

import obol.channels.*;
import java.util.*;

public class E11Names {
    public static class Unknown extends Exception { public Unknown(String m) { super(m); } }
    /** What a provider gives to the name server: makes endpoints. */
    public interface Provider extends Contract { @Opens Contract open(); String fingerprint(); }
    public interface Names extends Contract {
        @Opens Contract find(String name, String fingerprint) throws Unknown;
        void register(String name, Provider provider);                    // delegation: the endpoint is moved here
        List<String> list();
    }
    static final class Server implements Names {
        private final Slots<String, Provider> providers = new Slots<>();
        public Contract find(String name, String fp) throws Unknown {
            Provider p = providers.take(name);
            if (p == null) throw new Unknown(name);
            try {
                if (!p.fingerprint().equals(fp)) throw new Unknown(name + ": other version");
                return p.open();
            } finally { providers.put(name, p); }
        }
        public void register(String name, Provider p) { providers.put(name, p); }
        public List<String> list() { return List.copyOf(providers.keys()); }
    }
    static void client() throws Unknown {
        try (Names n = Services.connect(Names.class, "names")) {
            try (E01Counter.Counter c = (E01Counter.Counter) n.find("counter", "fp")) { c.add(1); }
        }
    }
}
