package obol.system.init;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import obol.channels.Pending;
import obol.system.files.OpenFile;
import obol.system.processes.Child;
import obol.system.processes.ProcessException;
import obol.system.processes.Processes;
import obol.system.processes.StandardFiles;
import obol.system.processes.Start;

/** The process service as one process sees it. */
final class ProcessService implements Processes {
    private final ProcessTable table;
    private final Sip caller;
    private final Predicate<Sip> mayHalt;
    private final IntConsumer halt;

    /** @param halt ends the machine with a status, for those that may */
    ProcessService(ProcessTable table, Sip caller, Predicate<Sip> mayHalt, IntConsumer halt) {
        this.table = table;
        this.caller = caller;
        this.mayHalt = mayHalt;
        this.halt = halt;
    }

    @Override
    public Child start(Start start, OpenFile in, OpenFile out, OpenFile err) throws ProcessException {
        return new Held(table, table.start(caller, start, new StandardFiles(in, out, err)));
    }

    @Override
    public int self() {
        return caller.number;
    }

    @Override
    public void posted(String directory, List<String> namespace, List<Descriptor> files) {
        caller.directory = directory;
        caller.namespace = namespace;
        caller.files = files;
    }

    @Override
    public void halt(int status) throws ProcessException {
        if (!mayHalt.test(caller)) {
            throw new ProcessException("permission denied");
        }
        if (status < 0 || status > 255) {
            throw new ProcessException("a status is 0 to 255, not " + status);
        }
        halt.accept(status);
    }

    /** A process as its starter holds it. */
    private static final class Held implements Child {
        private final ProcessTable table;
        private final Sip sip;

        Held(ProcessTable table, Sip sip) {
            this.table = table;
            this.sip = sip;
            table.hold(sip);
        }

        @Override
        public int number() {
            return sip.number;
        }

        @Override
        public Pending<Ended> end() {
            return table.end(sip);
        }

        @Override
        public void interrupt() {
            table.interrupt(sip);
        }

        @Override
        public void kill() {
            table.kill(sip);
        }

        /** The channel has ended. */
        @Override
        public void close() {
            table.letGo(sip);
        }
    }
}
