package obol.host;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import obol.host.guest.ChannelDevice;
import obol.host.guest.EscapeInput;
import obol.host.guest.FolderServer;
import obol.host.guest.Listener;
import obol.host.guest.QemuGuest;
import obol.host.guest.RawTerminal;
import obol.host.guest.Session;
import obol.host.guest.Session.Doors;
import obol.host.guest.SessionFailure;
import obol.host.guest.StandardInput;
import obol.host.image.AddedSuites;
import obol.host.image.SystemImage;
import obol.host.tools.CommandFailure;
import obol.host.tools.Kvm;
import obol.host.tools.Network;
import obol.host.tools.Project;
import obol.host.tools.Qemu;
import obol.host.tools.QemuMachine;
import obol.host.tools.Status;
import obol.layout.CpuLayout;
import obol.system.carrier.Outside.Boot;
import obol.system.carrier.Outside.Window;
import obol.system.carrier.frames.BootMessage;
import obol.verifier.VerificationRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code obol run}: a shell on Obol, in QEMU or as a Linux process. */
@Command(name = "run", description = "Runs Obol with a shell, or with commands.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 5640;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([KMG])");
    private static final String SUFFIXES = "KMG";
    /** What of this process's environment is for the nucleus; the hosted one reads it by itself. */
    private static final String STRESS = "OBOL_STRESS";
    /** How many cores it is to use, as its environment says it. */
    private static final String CPUS = "OBOL_CPUS";
    /** Less does not boot. */
    static final long LEAST_KIBIBYTES = 24 << 10;
    /** The same of the image that takes suites. */
    private static final long LEAST_OPEN = 32 << 10;
    private static final String AUTO = "auto";
    private static final Window NO_WINDOW = new Window(0, 0, false);

    /** The JVM is about to end. */
    private static volatile boolean ending;

    @Option(names = "-c", paramLabel = "CMDS", description = "Run these commands in place of an interactive shell.")
    private String commands;

    @Option(names = "--port", paramLabel = "P", description = "Serve 9P on 127.0.0.1:P, 0 for a free port; default 5640, with -c none.")
    private String port;

    @Option(names = "--mem", paramLabel = "SIZE", description = "The machine's memory, with suffix K, M or G; default 256M.")
    private String memory = "256M";

    @Option(names = "--cpus", paramLabel = "N", description = "The machine's processors, 1 to 8; default 1.")
    private String cpus = "1";

    @Option(names = "--hosted", description = "Run as a Linux process, without QEMU.")
    private boolean hosted;

    @Option(names = "--seal", description = "With --hosted: let Linux end Obol if it asks for more than it needs.")
    private boolean seal;

    @Option(names = "--with", paramLabel = "JAR", description = "Add the services and programs of a jar; may be repeated.")
    private List<String> jars = new ArrayList<>();

    @Option(names = "--dial", paramLabel = "HOST:PORT", description = "Where Obol may connect to; may be repeated.")
    private List<String> dials = new ArrayList<>();

    @Option(names = "--net", description = "Connect Obol to the network.")
    private boolean net;

    @Option(names = "--forward", paramLabel = "HOSTPORT:PORT",
        description = "Let the host's port on 127.0.0.1 reach a port of Obol's, 0 for a free one; may be repeated.")
    private List<String> forwards = new ArrayList<>();
    @Option(names = "--share", paramLabel = "DIR", description = "A folder of the host's, to be found at /n/host.")
    private Path share;

    @Option(names = "--machine", paramLabel = "KIND", description = "The kind of machine, microvm or q35; default microvm.")
    private String machineKind = "microvm";

    @Option(names = "--accel", paramLabel = "KIND", description = "What runs the machine's processors: tcg, kvm, or auto, which takes kvm if it works here; default auto.")
    private String accelerator;

    @Option(names = "--disk", paramLabel = "FILE", description = "A disk of the machine, with the contents of this file; may be repeated.")
    private List<Path> disks = new ArrayList<>();

    @Override public Integer call() {
        if (seal && !hosted) throw CommandFailure.usage("run: --seal: only with --hosted");
        if (hosted && !forwards.isEmpty()) throw CommandFailure.usage("run: --forward: not with --hosted, whose ports are the host's");
        long kibibytes = kibibytes();
        int cores = cores(cpus);
        kind(machineKind);
        checkAccelerator();
        if (share != null && !Files.isDirectory(share)) throw CommandFailure.usage("run: --share " + share + ": not a folder");
        Doors doors = doors();
        List<Network.Forward> ways = forwards();
        Boot boot = new Boot(arguments(doors), environment());
        if (new BootMessage(boot, NO_WINDOW).encode().length > BootMessage.MOST) {
            throw CommandFailure.usage("run: -c: too long (at most " + (BootMessage.MOST - 1024) + " bytes): give the commands on standard input");
        }
        for (Path disk : disks) {
            if (!Files.isReadable(disk) || Files.isDirectory(disk)) throw CommandFailure.usage("run: --disk " + disk + ": not a file that can be read");
        }
        AddedSuites added = new AddedSuites(jars);
        return hosted ? runHosted(cores, boot, doors, added) : runGuest(kibibytes, cores, boot, doors, ways, added);
    }

    /** What {@code --mem} says; at least what is needed. */
    private long kibibytes() {
        long kibibytes = kibibytes(memory);
        long least = jars.isEmpty() ? LEAST_KIBIBYTES : LEAST_OPEN;
        if (kibibytes < least) {
            throw CommandFailure.usage("run: --mem " + memory + ": the least that boots " + (jars.isEmpty() ? "" : "with --with ") + "is " + (least >> 10) + "M");
        }
        return kibibytes;
    }

    private static long kibibytes(String size) {
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) throw CommandFailure.usage("run: --mem " + size + ": a number with K, M or G is wanted");
        return Long.parseLong(matcher.group(1)) << 10 * SUFFIXES.indexOf(matcher.group(2));
    }

    private static QemuMachine.Kind kind(String name) {
        return switch (name) {
            case "microvm" -> QemuMachine.Kind.MICROVM;
            case "q35" -> QemuMachine.Kind.Q35;
            default -> throw CommandFailure.usage("run: --machine " + name + ": microvm or q35 is wanted");
        };
    }

    private void checkAccelerator() {
        if (accelerator == null) return;
        if (hosted) throw CommandFailure.usage("run: --accel: not with --hosted");
        if (!List.of("tcg", "kvm", AUTO).contains(accelerator)) throw CommandFailure.usage("run: --accel " + accelerator + ": tcg, kvm or auto is wanted");
        if (accelerator.equals("kvm") && !Kvm.isThere()) throw CommandFailure.unable("run: --accel kvm: there is no /dev/kvm that this user may open");
    }

    private Qemu.Accelerator accelerator(Path image) {
        boolean kvm = accelerator == null || accelerator.equals(AUTO) ? Kvm.works(image) : accelerator.equals("kvm");
        return kvm ? Qemu.Accelerator.KVM : Qemu.Accelerator.TCG;
    }

    private static int cores(String text) {
        int cores = text.length() == 1 ? text.charAt(0) - '0' : 0;
        if (cores < 1 || cores > CpuLayout.MOST) {
            throw CommandFailure.usage("run: --cpus " + text + ": a number from 1 to " + CpuLayout.MOST + " is wanted");
        }
        return cores;
    }

    private Doors doors() {
        int number = port != null ? Doors.port(port) : commands == null ? USUAL_PORT : Doors.NO_PORT;
        if (port != null && number < 0) throw CommandFailure.usage("run: --port " + port + ": a number from 0 to 65535 is wanted");
        Set<String> allowed = new LinkedHashSet<>();
        for (String dial : dials) {
            int colon = dial.lastIndexOf(':');
            if (colon <= 0 || Doors.port(dial.substring(colon + 1)) <= 0) throw CommandFailure.usage("run: --dial " + dial + ": HOST:PORT is wanted");
            allowed.add(dial);
        }
        return new Doors(number, allowed);
    }

    private List<Network.Forward> forwards() {
        List<Network.Forward> wanted = new ArrayList<>();
        for (String forward : forwards) {
            int colon = forward.indexOf(':');
            int from = colon < 0 ? -1 : Doors.port(forward.substring(0, colon));
            int to = colon < 0 ? -1 : Doors.port(forward.substring(colon + 1));
            if (from < 0 || to <= 0) throw CommandFailure.usage("run: --forward " + forward + ": HOSTPORT:PORT is wanted");
            wanted.add(new Network.Forward(from, to));
        }
        return wanted;
    }

    /** The network of a machine in QEMU; null: none. Chooses free ports, and says which ones lead where. */
    private Network network(List<Network.Forward> wanted) throws SessionFailure {
        if (!net && wanted.isEmpty()) return null;
        List<Network.Forward> doors = new ArrayList<>();
        for (Network.Forward forward : wanted) {
            int door = Listener.probe(forward.hostPort());
            doors.add(new Network.Forward(door, forward.guestPort()));
            System.err.println("obol: 127.0.0.1:" + door + " is port " + forward.guestPort());
        }
        return new Network(net, doors);
    }

    /** As {@code obol-hosted} takes them. */
    private List<String> arguments(Doors doors) {
        List<String> arguments = new ArrayList<>();
        if (net || !forwards.isEmpty()) arguments.add("--net");
        if (doors.port() != Doors.NO_PORT) arguments.addAll(List.of("--port", Integer.toString(doors.port())));
        if (share != null && !hosted) arguments.add("--share");
        for (Path disk : disks) arguments.addAll(List.of("--disk", disk.toString()));
        if (commands != null) arguments.addAll(List.of("-c", commands));
        return arguments;
    }

    private static Map<String, String> environment() {
        String terminal = System.getenv("TERM");
        return terminal == null ? Map.of() : Map.of("TERM", terminal);
    }

    private int runHosted(int cores, Boot boot, Doors doors, AddedSuites added) {
        List<String> command = new ArrayList<>(List.of((added.isEmpty() ? SystemImage.hosted() : SystemImage.openHosted()).toString(), "--mem", memory));
        if (!added.isEmpty()) command.addAll(List.of("--with", added.file(0).toString()));
        if (cores != 1) command.addAll(List.of("--cpus", Integer.toString(cores)));
        if (seal) command.add("--seal");
        for (String dial : doors.dials()) command.addAll(List.of("--dial", dial));
        if (share != null) {
            int served = serveFolder();
            // Who may connect somewhere may not connect elsewhere; who is sealed must be told.
            if (seal || !doors.dials().isEmpty()) command.addAll(List.of("--dial", "127.0.0.1:" + served));
            command.addAll(List.of("--share-at", "tcp!127.0.0.1!" + served));
        }
        command.addAll(boot.arguments());
        try {
            Process process = new ProcessBuilder(QemuGuest.mortal(command, "TERM")).inheritIO().start();
            onExit(process::destroy);
            return process.waitFor();
        } catch (IOException e) {
            throw CommandFailure.unable("cannot run " + command.get(0) + ": " + e.getMessage());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** The port at which the folder is served as long as this process runs. */
    private int serveFolder() {
        try {
            return FolderServer.start(share).port();
        } catch (IOException e) {
            throw CommandFailure.unable("cannot share " + share + ": " + e.getMessage());
        }
    }

    private int runGuest(long kibibytes, int cores, Boot boot, Doors doors, List<Network.Forward> ways, AddedSuites added) {
        Path image = added.isEmpty() ? SystemImage.booted() : SystemImage.openBooted();
        Path suites = added.isEmpty() ? null : added.file(1);
        String stress = System.getenv(STRESS);
        List<String> words = new ArrayList<>();
        if (cores != 1) words.add(CPUS + "=" + cores);
        // Words of a kernel's command line have no blanks.
        if (stress != null) words.add(STRESS + "=" + stress.replace(' ', ','));
        if (QemuGuest.find(Qemu.PROGRAM) == null) throw CommandFailure.unable("cannot run QEMU: there is no " + Qemu.PROGRAM);
        try {
            QemuMachine machine = new QemuMachine(kind(machineKind), kibibytes, cores);
            machine.accelerator(accelerator(image)).device("rng");
            disks.forEach(machine::disk);
            if (share != null) machine.share(share);
            // Better now than when the guest has booted.
            if (doors.port() > 0) Listener.probe(doors.port());
            Network network = network(ways);
            if (network != null) machine.network(network);
            return runGuest(boot, doors, (socket, log) -> machine.command(image, words, suites, socket, log));
        } catch (SessionFailure e) {
            throw CommandFailure.unable(e.getMessage());
        } catch (IOException e) {
            throw CommandFailure.unable("cannot run QEMU: " + e.getMessage());
        }
    }

    /** Starts the machine, and again each time it asks for that; its status. */
    private int runGuest(Boot boot, Doors wanted, QemuGuest.CommandLine machine) throws IOException, SessionFailure {
        AtomicReference<QemuGuest> running = new AtomicReference<>();
        onExit(() -> Optional.ofNullable(running.get()).ifPresent(QemuGuest::close));
        StandardInput input = new StandardInput();
        Doors doors = wanted;
        RawTerminal terminal = null;
        try {
            while (true) {
                try (QemuGuest guest = QemuGuest.start(machine)) {
                    running.set(guest);
                    if (terminal == null && commands == null) { // while the machine starts
                        terminal = RawTerminal.open();
                        if (terminal != null) onExit(terminal::close);
                    }
                    AtomicInteger port = new AtomicInteger(doors.port());
                    int status = attend(guest, new BootMessage(boot, terminal == null ? NO_WINDOW : terminal.size()), doors, input, port);
                    if (status != Session.RESTART) return status;
                    doors = new Doors(port.get(), doors.dials());
                }
            }
        } finally {
            if (terminal != null) terminal.close();
        }
    }

    /** @param port is set to the one where 9P clients have come */
    private static int attend(QemuGuest guest, BootMessage message, Doors doors, InputStream input, AtomicInteger port)
            throws IOException, SessionFailure {
        SocketChannel socket = guest.connection();
        if (socket == null) throw died(guest);
        boolean interactive = message.window().interactive();
        AtomicReference<Session> running = new AtomicReference<>();
        InputStream typed = input;
        if (interactive) typed = new EscapeInput(typed, () -> running.get().leave(Status.GOOD));
        Session.Streams streams = new Session.Streams(typed, new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
        // A raw terminal goes back to the first column only when told.
        String end = interactive && RawTerminal.takesErrors() ? "\r\n" : "\n";
        try (Session session = new Session(new ChannelDevice(socket), message, streams, doors, line -> System.err.print("obol: " + line + end))) {
            running.set(session);
            if (interactive) followWindow(session);
            int status = session.run();
            port.set(session.port());
            return status;
        } catch (SessionFailure e) {
            if (e.guestIsGone()) throw died(guest);
            throw e;
        }
    }

    /** QEMU ended or was ended without a status from the guest. */
    private static CommandFailure died(QemuGuest guest) throws IOException {
        // If this JVM has been told to end, that is why, and no news.
        while (ending) LockSupport.park();
        String why = guest.epitaph();
        Path log = Project.target().resolve("kernel.log");
        return CommandFailure.unable(guest.keepLog(log) ? why + " (" + log + ")" : why);
    }

    private static void followWindow(Session session) {
        sun.misc.Signal.handle(new sun.misc.Signal("WINCH"), signal -> {
            Window window = RawTerminal.sizeNow();
            if (window != null) session.resize(window);
        });
    }

    /** Also when this JVM is told to end: SIGINT gives 130, SIGTERM 143. */
    private static void onExit(Runnable work) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ending = true;
            work.run();
        }));
    }

    private static CommandFailure interrupted() {
        Thread.currentThread().interrupt();
        return CommandFailure.unable("interrupted");
    }
}
