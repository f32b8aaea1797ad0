package obol.system.init;

import java.util.List;
import obol.channels.kernel.KernelTransport;
import obol.channels.naming.NameService;
import obol.channels.naming.Names;
import obol.channels.transport.Link;
import obol.nucleus.abi.Processes;

/** The first process of the system: its program {@code init}. */
public final class Init {
    private Init() {
    }

    /** @param arguments of the machine, as {@code obol-hosted} takes them; none where they come by the carrier */
    public static void main(String[] arguments) {
        KernelMachine machine = new KernelMachine();
        FirstProcess first = new FirstProcess(machine, Processes.self(), KernelLinks::new);
        Thread session = new Thread(new Session(first, machine, List.of(arguments), System.getenv()), "session");
        session.setDaemon(true);
        session.start();
        first.loop().run();
    }

    /** The nucleus's links. */
    private static final class KernelLinks implements NameLinks {
        private final NameService<Sip> service;

        KernelLinks(Names<Sip> names) {
            service = new NameService<>(names, KernelTransport.lasting("name service"));
        }

        @Override
        public Link link(Sip sip) {
            return service.link(sip);
        }

        @Override
        public boolean ready() {
            return service.ready();
        }

        @Override
        public void serve() {
            service.serve();
        }
    }
}
