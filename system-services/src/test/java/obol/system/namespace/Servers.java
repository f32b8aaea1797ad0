package obol.system.namespace;

import java.util.HashMap;
import java.util.Map;
import obol.channels.Loopback;
import obol.channels.NoService;
import obol.styx.ram.RamTree;
import obol.styx.server.FileServer;
import obol.system.bridge.FileService;
import obol.system.files.Files;

/** File services by name, each on a thread of its own, behind the codec. */
public final class Servers {
    private final Map<String, FileService> services = new HashMap<>();

    public RamTree ram(String name) {
        RamTree tree = new RamTree();
        add(name, tree);
        return tree;
    }

    public void add(String name, FileServer tree) {
        services.put(name, new FileService(tree));
    }

    public void remove(String name) {
        services.remove(name);
    }

    public Files connect(String name) {
        FileService service = services.get(name);
        if (service == null) {
            throw new NoService("no service " + name);
        }
        return Loopback.of(Files.class, service);
    }
}
