package files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.channels.Wait;
import obol.channels.naming.Answer;
import obol.channels.naming.Connector;
import obol.channels.naming.NameService;
import obol.channels.naming.Names;
import obol.channels.kernel.KernelTransport;
import obol.channels.kernel.Spawn;
import obol.system.bridge.PipeEnds;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.Transfer;
import obol.system.processes.Inheritance;
import obol.system.processes.StandardFiles;

/**
 * Starts a file server and a program whose files are in it. What the program prints goes to the machine's log, then what it has on its
 * standard error, and how it ended.
 */
public final class Starter implements Names<String> {
    private static final long HEAP = 64L << 20;
    private static final Map<String, String> ENVIRONMENT = Map.of("OBOL_TEST", "\u00e4",
        "PATH", "/usr/bin:/bin", "HOME", "/", "USER", "me");
    private static final List<String> NAMESPACE = List.of("mount -c ram /", "mount -c ram /tmp", "mount -c env /env");
    private static final String INPUT = "eins\nzw\u00f6lf";

    private final Map<String, Connector> known = new HashMap<>();
    private final Map<String, Answer> waiting = new HashMap<>();

    private Starter() {}

    /** The name of the program, and its arguments. */
    public static void main(String[] arguments) throws Exception {
        NameService<String> names = new NameService<>(new Starter(), KernelTransport.lasting("name service"));
        Inheritance nothing = new Inheritance(Map.of(), "/", List.of());
        Spawn.start("ram", new String[0], HEAP, names.link("ram"), nothing.message(new StandardFiles()));
        PipeEnds in = PipeEnds.open(100);
        PipeEnds out = PipeEnds.open(4096);
        PipeEnds err = PipeEnds.open(4096);
        Transfer.writeAll(in.writer(), INPUT.getBytes(StandardCharsets.UTF_8));
        in.writer().close();
        Spawn program = Spawn.start(arguments[0], java.util.Arrays.copyOfRange(arguments, 1, arguments.length), HEAP, names.link("program"),
            new Inheritance(ENVIRONMENT, "/", NAMESPACE).message(new StandardFiles(in.reader(), out.writer(), err.writer())));
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        Thread[] copiers = {copy(out.reader(), System.out), copy(err.reader(), errors)};
        while (Wait.any(names, program) == 0) {
            names.serve();
        }
        for (Thread copier : copiers) {
            copier.join();
        }
        errors.writeTo(System.out);
        System.out.println("status " + program.status());
        System.exit(0);
    }

    private static Thread copy(OpenFile from, OutputStream to) {
        Thread thread = new Thread(() -> {
            try {
                for (byte[] bytes; (bytes = Transfer.read(from, OpenFile.SHARED, 4096)).length > 0; ) {
                    to.write(bytes);
                    to.flush();
                }
            } catch (FileException | IOException e) {
                System.out.println(e);
            }
        });
        thread.start();
        return thread;
    }

    @Override
    public void connect(String process, String name, Answer answer) {
        Connector connector = known.get(name);
        if (connector != null) {
            answer.link(connector.connect());
        } else if (name.equals("ram")) {
            waiting.put(name, answer);
        } else {
            answer.noService("no service " + name);
        }
    }

    @Override
    public void contract(String process, String name, Answer answer) {
        answer.noService("no contract of " + name);
    }

    @Override
    public void register(String process, String name, String fingerprint, String text, Connector connector, Answer answer) {
        known.put(name, connector);
        answer.registered();
        Answer waits = waiting.remove(name);
        if (waits != null) {
            waits.link(connector.connect());
        }
    }

    @Override
    public void gone(String process) {}
}
