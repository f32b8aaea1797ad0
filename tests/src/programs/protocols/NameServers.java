package protocols;

import java.util.List;
import obol.channels.Contract;
import obol.channels.Opens;
import obol.channels.Services;
import obol.channels.Slots;

/** Delegation both ways: providers are given to the server, endpoints of any contract come back. */
public final class NameServers {
    private NameServers() {}

    public static class Unknown extends Exception {
        private static final long serialVersionUID = 1;

        public Unknown(String name) {
            super(name);
        }
    }

    /** Makes endpoints. */
    public interface Provider extends Contract {
        @Opens Contract open();

        String fingerprint();
    }

    public interface Names extends Contract {
        @Opens Contract find(String name, String fingerprint) throws Unknown;

        /** The endpoint is moved here. */
        void register(String name, Provider provider);

        List<String> list();
    }

    static final class Server implements Names {
        private final Slots<String, Provider> providers = new Slots<>();

        @Override
        public Contract find(String name, String fingerprint) throws Unknown {
            Provider p = providers.take(name);
            if (p == null) throw new Unknown(name);
            try {
                if (!p.fingerprint().equals(fingerprint)) throw new Unknown(name + ": other version");
                return p.open();
            } finally {
                providers.put(name, p);
            }
        }

        @Override
        public void register(String name, Provider provider) {
            providers.put(name, provider);
        }

        @Override
        public List<String> list() {
            return List.copyOf(providers.keys());
        }
    }

    private static final class Counters implements Provider {
        @Override
        public Contract open() {
            return Services.export(Counting.Counter.class, new Counting.Server());
        }

        @Override
        public String fingerprint() {
            return "fp";
        }
    }

    static void client() throws Unknown {
        try (Names names = Services.connect(Names.class, "names")) {
            names.register("counter", new Counters());
            System.out.println("names " + names.list());
            try (Counting.Counter c = (Counting.Counter) names.find("counter", "fp")) {
                System.out.println("names " + c.add(1) + " " + c.add(1));
            }
            for (String[] wrong : new String[][] {{"nobody", "fp"}, {"counter", "older"}}) {
                try {
                    names.find(wrong[0], wrong[1]).close();
                } catch (Unknown unknown) {
                    System.out.println("names no " + unknown.getMessage());
                }
            }
        }
    }
}
