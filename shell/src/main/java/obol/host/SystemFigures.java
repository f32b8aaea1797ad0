package obol.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import obol.host.guest.ChannelDevice;
import obol.host.guest.QemuGuest;
import obol.host.guest.Session;
import obol.host.guest.SessionFailure;
import obol.host.image.SystemImage;
import obol.host.tools.CommandFailure;
import obol.host.tools.Project;
import obol.host.tools.QemuMachine;
import obol.host.tools.Status;
import obol.host.tools.Tools;
import obol.system.carrier.Outside.Boot;
import obol.system.carrier.Outside.Window;
import obol.system.carrier.frames.BootMessage;

/** {@code obol bench}'s figures of the system itself: how soon there is a shell, and how small it is. */
final class SystemFigures {
    static final List<String> NAMES = List.of("boot.prompt", "hosted.prompt", "memory.least", "image.size", "ls.initialisers");
    private static final int BOOTS = 7, STARTS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long USUAL_KIBIBYTES = 256 << 10;
    /** The pipe is full by the time {@code ls} has its list, so that it is still there to be asked about. */
    private static final String LS = "sh -c 'cat /lib/sample /lib/sample /lib/sample /lib/sample & sleep 0.3; ls /'"
        + " | sleep 2 & sleep 1; cat /proc/*/status";
    private static final Pattern LS_STATUS = Pattern.compile("name ls\n(?:(?!name ).*\n)*?initialisers (\\d+)\ninitialisers-us (\\d+)\n");

    private final BenchCommand bench;
    private final Path hosted = SystemImage.hosted(), booted = SystemImage.booted();

    SystemFigures(BenchCommand bench) {
        this.bench = bench;
    }

    void measure() throws IOException {
        String ofHosted = BenchCommand.buildId(hosted), ofBooted = BenchCommand.buildId(booted);
        if (bench.wanted("boot.prompt")) bench.row("boot.prompt", BenchCommand.median(BOOTS, this::untilPrompt), "ms", ofBooted);
        if (bench.wanted("hosted.prompt")) {
            bench.row("hosted.prompt", 
                BenchCommand.median(STARTS, () -> bench.millis(List.of(hosted.toString(), "-c", "true"))), "ms", ofHosted);
        }
        if (bench.wanted("memory.least")) {
            int least = leastMebibytes();
            if (least > RunCommand.LEAST_KIBIBYTES >> 10) {
                throw CommandFailure.failed("what --mem allows does not boot: it takes " + least + " MiB");
            }
            bench.row("memory.least", least, "MiB", ofBooted);
        }
        if (bench.wanted("image.size")) bench.row("image.size", Files.size(booted), "bytes", ofBooted);
        if (bench.wanted("ls.initialisers")) {
            String status = Tools.run(Project.target(), List.of(hosted.toString(), "-c", LS));
            Matcher ls = LS_STATUS.matcher(status);
            if (!ls.find()) throw CommandFailure.failed("ls is not in /proc: " + status);
            bench.row("ls.initialisers", Integer.parseInt(ls.group(1)), "classes", ofHosted);
            bench.row("ls.initialisers.time", Integer.parseInt(ls.group(2)) / 1e3, "ms", ofHosted);
        }
    }

    /** Milliseconds from QEMU's start to the first prompt. */
    private double untilPrompt() {
        long begin = System.nanoTime();
        long[] end = new long[1];
        guest(USUAL_KIBIBYTES, new BootMessage(new Boot(List.of(), Map.of("TERM", "dumb")), new Window(80, 24, true)), (session, text) -> {
            if (end[0] != 0 || text.indexOf('%') < 0) return;
            end[0] = System.nanoTime();
            session.leave(Status.GOOD);
        });
        if (end[0] == 0) throw CommandFailure.failed("there was no prompt");
        return (end[0] - begin) / 1e6;
    }

    /** The least memory with which the shell runs a program, by bisection: more is taken to be enough, too. */
    private int leastMebibytes() {
        int tooLittle = 0;
        int enough = (int) (USUAL_KIBIBYTES >> 10);
        while (enough - tooLittle > 1) {
            int middle = (tooLittle + enough) / 2;
            if (saysHello((long) middle << 10)) enough = middle;
            else tooLittle = middle;
        }
        return enough;
    }

    /** Whether it does, within {@link #PATIENCE}: with too little memory the machine may stop in any way. */
    private boolean saysHello(long kibibytes) {
        StringBuffer said = new StringBuffer();
        try {
            int status = guest(kibibytes, new BootMessage(new Boot(List.of("-c", "echo hello"), Map.of()), new Window(0, 0, false)),
                (session, text) -> said.append(text));
            return status == Status.GOOD && said.toString().equals("hello\n");
        } catch (CommandFailure e) {
            return false;
        }
    }

    /** Runs the system in QEMU; gives its status. */
    private int guest(long kibibytes, BootMessage message, BiConsumer<Session, String> shown) {
        try (QemuGuest guest = QemuGuest.start((socket, log) -> new QemuMachine(QemuMachine.Kind.MICROVM, kibibytes, 1).command(booted, List.of(), null, socket, log))) {
            Timer killer = new Timer(true);
            killer.schedule(new TimerTask() {
                @Override public void run() {
                    guest.close();
                }
            }, PATIENCE.toMillis());
            SocketChannel socket = guest.connection();
            if (socket == null) throw CommandFailure.unable(guest.epitaph());
            AtomicReference<Session> running = new AtomicReference<>();
            OutputStream out = new OutputStream() {
                @Override public void write(int b) {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override public void write(byte[] bytes, int from, int count) {
                    shown.accept(running.get(), new String(bytes, from, count, java.nio.charset.StandardCharsets.UTF_8));
                }
            };
            Session.Streams streams = new Session.Streams(null, out, OutputStream.nullOutputStream());
            Session.Doors none = new Session.Doors(Session.Doors.NO_PORT, Set.of());
            try (Session session = new Session(new ChannelDevice(socket), message, streams, none, say -> { })) {
                running.set(session);
                return session.run();
            } finally {
                killer.cancel();
            }
        } catch (SessionFailure | IOException e) {
            throw CommandFailure.unable("cannot run QEMU: " + e.getMessage());
        }
    }
}
