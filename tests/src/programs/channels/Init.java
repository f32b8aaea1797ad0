package channels;

import java.util.HashMap;
import java.util.Map;
import obol.channels.Services;
import obol.channels.kernel.Answer;
import obol.channels.kernel.Connector;
import obol.channels.kernel.NameService;
import obol.channels.kernel.Names;
import obol.channels.kernel.Spawn;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.nucleus.abi.Processes;

public final class Init implements Names<String> {
    private final Map<String, Connector> known = new HashMap<>();
    private final Map<String, Answer> waiting = new HashMap<>();

    public static void main(String[] arguments) throws Exception {
        Init names = new Init();
        NameService<String> service = new NameService<>(names);
        Spawn counter = Spawn.start("counter", new String[0], 8 << 20, service.link("counter"), Message.of(new byte[0]));
        Spawn client = Spawn.start("client", arguments, 8 << 20, service.link("client"), Message.of(new byte[0]));
        while (!client.ready()) {
            try (var d = obol.channels.Deadline.in(java.time.Duration.ofMillis(20))) {
                service.serve();
            }
        }
        System.out.println("client " + client.reason() + " " + client.status());
        counter.kill(137);
        System.out.println("audit " + Processes.audit());
    }

    @Override
    public void connect(String process, String name, Answer answer) {
        Connector connector = known.get(name);
        if (connector == null) waiting.put(name, answer);
        else answer.link(connector.connect());
    }

    @Override
    public void contract(String process, String name, Answer answer) {
        answer.noService("no");
    }

    @Override
    public void register(String process, String name, String fingerprint, String text, Connector connector, Answer answer) {
        known.put(name, connector);
        answer.registered();
        Answer waits = waiting.remove(name);
        if (waits != null) waits.link(connector.connect());
    }

    @Override
    public void gone(String process) {
        System.out.println("gone " + process);
    }
}
