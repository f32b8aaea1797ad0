package obol.system.init;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import obol.channels.ChannelException;
import obol.channels.Contract;
import obol.channels.Deadline;
import obol.channels.naming.Names;
import obol.channels.runtime.Door;
import obol.channels.supervision.Keeper;
import obol.channels.supervision.Notes;
import obol.channels.transport.Link;
import obol.system.bridge.FileService;
import obol.system.carrier.Outside;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.files.Volumes;
import obol.system.loop.EventLoop;
import obol.system.loop.Owed;
import obol.system.processes.Catalogue;
import obol.system.processes.Child.Ended;
import obol.system.processes.ProcessException;
import obol.system.processes.Processes;
import obol.system.processes.StandardFiles;
import obol.system.processes.Start;
import obol.system.servers.dev.Log;
import obol.system.servers.dev.MachineTree;

/** All that the first process is, wired up, above whatever machine. Belongs to the loop's thread, but for what says otherwise. */
final class FirstProcess {
    /** How long outside may take to let out what was written. */
    private static final Duration LEAVING = Duration.ofSeconds(5);

    /** How long volumes may take to write what they have. */
    private static final Duration WRITING = Duration.ofSeconds(30);

    /** How long a service may take until it serves, in nanoseconds. */
    private static final long PATIENCE = 10_000_000_000L;

    /** Until the next part of something long, in nanoseconds: others have their turn meanwhile. */
    private static final long SOON = 500_000;

    private final EventLoop loop = new EventLoop();
    private final Machine machine;
    private final ProcessTable table;
    private final Log log;
    private final ServiceNames names;
    private final Door door = Door.unnamed();
    /** Keeps the door open. */
    private final Link own;
    private List<String> namespace = SystemServices.namespace(Optional.empty(), false);
    private boolean sealed;
    /** The console's shell; null before it is started. It and what comes from it may end the machine. */
    private Sip shell;

    /**
     * @param number of the first process
     * @param links  makes the links over which names are asked for
     */
    FirstProcess(Machine machine, int number, Function<Names<Sip>, NameLinks> links) {
        this(machine, number, links, PATIENCE);
    }

    /** @param patience for services that are started, in nanoseconds */
    FirstProcess(Machine machine, int number, Function<Names<Sip>, NameLinks> links, long patience) {
        this.machine = machine;
        log = new Log(machine::now);
        names = new ServiceNames(loop, this::startServer, patience);
        NameLinks asked = links.apply(names);
        table = new ProcessTable(machine, number, asked::link);
        own = export(Processes.class, processes(table.first()));
        offerServices();
        table.observe(names);
        table.observe(new ProcessTable.Observer() {
            @Override
            public void ended(Sip sip) {
                if (sip.starter == table.first() && sip.program.startsWith(SystemServices.FOLDER) && sip.ended.status() != 0) {
                    log(sip.name + " (process " + sip.number + ") ended with status " + sip.ended.status());
                }
            }
        });
        loop.serve(asked, asked::serve);
        loop.serve(door::ready, door::serve);
        loop.serve(machine.ends(), this::collectEnds);
    }

    private void offerServices() {
        FileService proc = new FileService(new ProcessFiles(table, machine, step -> loop.in(SOON, step)).server());
        loop.serve(proc.cancellations(), proc::giveUpCancelled);
        names.ownFiles(SystemServices.PROC, client -> export(Files.class, proc));
        names.ownFiles(FileService.readOnly(SystemServices.PROC), client -> export(Files.class, proc.readOnly()));
        FileService own = new FileService(MachineTree.of(new Owner(), log));
        loop.serve(own.cancellations(), own::giveUpCancelled);
        names.ownFiles(SystemServices.MACHINE, client -> export(Files.class, machineFiles(own, client)));
        names.own("processes", client -> export(Processes.class, processes(client)));
        KeptStates kept = new KeptStates();
        names.own("keeper", client -> export(Keeper.class, kept.of(client)));
        names.own("notes", client -> export(Notes.class, table.notes(client)));
        names.own("catalogue", client -> export(Catalogue.class, catalogue(client)));
        for (SystemServices.Server server : SystemServices.SERVERS) {
            for (String service : server.services()) {
                names.system(service, server.program());
            }
        }
        for (String program : machine.programs()) {
            Manifest manifest = machine.manifest(program);
            manifest.service().ifPresent(service -> {
                if (!names.offer(service, program, manifest.contract().orElse(null))) {
                    log(program + ": there is another service " + service);
                }
            });
            manifest.restart().ifPresent(policy -> names.supervise(program, policy));
        }
    }

    private Catalogue catalogue(Sip client) {
        return new Catalogue() {
            @Override
            public List<String> services() {
                return names.listed();
            }

            @Override
            public void unpost(String name) throws ProcessException {
                names.unpost(name, poster -> ofShell(client) || poster.comesFrom(client) || client.comesFrom(poster));
            }
        };
    }

    /** The files of {@code /dev} that are this process's own, for one client. */
    private Files machineFiles(FileService files, Sip client) {
        return (user, tree) -> files.attach(Integer.toString(client.number), tree);
    }

    /** A line for the system's log. */
    private void log(String line) {
        machine.log(line);
        log.add("init", line);
    }

    /** The console's shell, or what comes from it. */
    private boolean ofShell(Sip sip) {
        return shell != null && sip != null && sip.comesFrom(shell);
    }

    private <C extends Contract> Link export(Class<C> contract, C object) {
        return door.link(contract, object);
    }

    private Processes processes(Sip client) {
        return new ProcessService(table, client, this::ofShell, this::halt);
    }

    private void collectEnds() {
        for (Machine.End end = machine.nextEnd(); end != null; end = machine.nextEnd()) {
            table.ended(end);
        }
    }

    /** From now on programs of the system start with this namespace. */
    void namespace(List<String> lines) {
        namespace = lines;
    }

    /** From now on the machine is known not to be allowed to start again. */
    void sealed() {
        sealed = true;
    }

    /** The loop on which everything here happens; the caller runs it. */
    EventLoop loop() {
        return loop;
    }

    ServiceNames names() {
        return names;
    }

    ProcessTable table() {
        return table;
    }

    /** Starts a server, with the system's first namespace, or what its manifest says that it sees of it; what it writes goes to the machine's log. */
    private Sip startServer(String program) throws ProcessException {
        return startServer(program, List.of());
    }

    private Sip startServer(String program, List<String> arguments) throws ProcessException {
        String name = program.substring(program.indexOf('/') + 1);
        List<String> lines = machine.manifest(program).sees().map(SystemServices::namespace).orElse(namespace);
        Start start = new Start(program, name, arguments, Map.of(), "/", lines, 0);
        Sip sip = table.start(table.first(), start, new StandardFiles());
        if (!program.startsWith(SystemServices.FOLDER)) {
            table.confine(sip, Allowance.SERVICE);
        }
        return sip;
    }

    /** Keeps the program running that answers 9P clients. @param network whether they may come by TCP, too */
    void answerClients(boolean network) {
        List<String> arguments = network ? List.of(SystemServices.EXPORT_PORT) : List.of();
        Supervisor supervisor = new Supervisor(loop, machine, program -> startServer(program, arguments), SystemServices.EXPORT.program());
        table.observe(supervisor);
        supervisor.start();
    }

    /**
     * Starts the console's shell. The files are given away.
     *
     * @return its end
     */
    void startShell(Start start, StandardFiles files, Owed<Ended> end) throws ProcessException {
        shell = table.start(table.first(), start, files);
        table.confine(shell, Allowance.SHELL);
        table.hold(shell);
        table.end(shell, end);
    }

    private void halt(int status) {
        Thread thread = new Thread(() -> leave(status), "halt");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Ends the machine with a status, or starts it again ({@link Outside#RESTART}), once all that was written is out. Waits; for other
     * threads than the loop's.
     */
    void leave(int status) {
        writeVolumes();
        try (Deadline limit = Deadline.in(LEAVING); Outside outside = connect(Outside.class, "outside")) {
            outside.leave(status).await();
        } catch (ChannelException | InterruptedException gone) {
            machine.log("what was written last may be lost: " + gone);
        }
        machine.halt(status);
    }

    private void writeVolumes() {
        try {
            if (loop.call(() -> names.runs(SystemServices.VOLUMES.program()))) {
                try (Deadline limit = Deadline.in(WRITING); Volumes volumes = connect(Volumes.class, "volumes")) {
                    volumes.sync();
                }
            }
        } catch (ChannelException | FileException | ExecutionException | InterruptedException failure) {
            machine.log("what was written to disks last may be lost: " + failure.getMessage());
        }
    }

    /** A connection for this process itself. Waits; for other threads than the loop's. */
    <C extends Contract> C connect(Class<C> contract, String service) throws InterruptedException {
        OwnAnswer answer = new OwnAnswer(service);
        loop.post(() -> names.connect(table.first(), service, answer));
        return answer.endpoint(contract);
    }

    /** What the files of {@code /dev} ask. */
    private final class Owner implements MachineTree.Owner {
        @Override
        public long now() {
            return machine.now();
        }

        @Override
        public String name(int process) {
            Sip sip = table.find(process);
            return sip == null ? "process-" + process : sip.name.replace(' ', '_');
        }

        @Override
        public boolean mayHalt(int process) {
            return ofShell(table.find(process));
        }

        @Override
        public void halt(int status) {
            FirstProcess.this.halt(status);
        }

        @Override
        public String staysDown() {
            return sealed ? "a sealed system starts nothing" : null;
        }

        @Override
        public String drivers() {
            StringBuilder text = new StringBuilder();
            for (Machine.Device device : machine.devices()) {
                Sip driver = table.find(device.driver());
                text.append(device.kind()).append(' ').append(device.line()).append(' ').append(device.driver()).append(' ')
                    .append(driver == null ? "none" : driver.program).append('\n');
            }
            return text.toString();
        }
    }
}
