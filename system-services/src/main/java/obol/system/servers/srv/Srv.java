package obol.system.servers.srv;

import java.util.List;
import obol.channels.NoService;
import obol.channels.Services;
import obol.channels.runtime.Platform;
import obol.channels.text.TextCall;
import obol.channels.transport.Link;
import obol.nucleus.abi.Clock;
import obol.system.bridge.FileService;
import obol.system.processes.Catalogue;

/** The server of {@code /srv}: program {@code system/srv}. */
public final class Srv {
    private FileService service;

    private Srv() {
    }

    public static void main(String[] arguments) {
        new Srv().run();
    }

    private void run() {
        service = new FileService(new ServiceTree(new NamedServices(), work -> service.run(work), Clock.wall()));
        service.serve("srv");
    }

    private static final class NamedServices implements ServiceSource {
        private final Catalogue catalogue = Services.connect(Catalogue.class, "catalogue");

        @Override
        public List<String> services() {
            return catalogue.services();
        }

        @Override
        public String contract(String service) {
            try {
                return Platform.transport().contractOf(service);
            } catch (NoService none) {
                return null;
            }
        }

        @Override
        public TextCall connect(String service) {
            return TextCall.to(service);
        }

        @Override
        public Link link(String service, long deadline) {
            return Platform.transport().connect(service, deadline);
        }
    }
}
