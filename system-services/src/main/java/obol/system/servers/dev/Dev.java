package obol.system.servers.dev;

import java.util.ArrayList;
import java.util.List;
import obol.nucleus.ImageFiles;
import obol.nucleus.abi.Clock;
import obol.nucleus.abi.Processes;
import obol.nucleus.port.Entropy;
import obol.nucleus.process.Audit;
import obol.system.bridge.FileService;

/** The server of {@code /dev}: program {@code system/dev}. */
public final class Dev {
    /** The first process, whose limit is the machine's. */
    private static final int FIRST = 1;

    private Dev() {
    }

    public static void main(String[] arguments) {
        new FileService(DeviceTree.of(new NucleusFacts())).serve("dev");
    }

    private static final class NucleusFacts implements MachineFacts {
        private final Randomness randomness = new Randomness(Entropy::fill);

        @Override
        public String build() {
            return ImageFiles.buildId();
        }

        @Override
        public long now() {
            return Clock.wall();
        }

        @Override
        public void random(byte[] bytes) {
            randomness.fill(bytes);
        }

        @Override
        public List<Memory> memory() {
            long limit = Processes.info(FIRST, Processes.HEAP_LIMIT);
            long heaps = sum(Processes.HEAP);
            long exchange = sum(Processes.EXCHANGE);
            long structures = sum(Processes.RAW);
            return List.of(new Memory("total", heaps + exchange + structures, limit), new Memory("heaps", heaps, limit),
                new Memory("exchange", exchange, limit), new Memory("structures", structures, limit));
        }

        @Override
        public List<Core> cores() {
            List<Core> cores = new ArrayList<>();
            for (int core = 0; core < Processes.info(0, Processes.CORES); core++) {
                cores.add(new Core(core, Processes.info(-core, Processes.SWITCHES), Processes.info(-core, Processes.MESSAGES),
                    Processes.info(-core, Processes.INTERRUPTS), Processes.info(-core, Processes.IDLE)));
            }
            return cores;
        }

        @Override
        public String check() {
            StringBuilder text = new StringBuilder();
            line(text, "processes", Processes.info(FIRST, Processes.FAMILY_PROCESSES));
            line(text, "threads", Processes.info(FIRST, Processes.FAMILY_THREADS));
            line(text, "handles", sum(Processes.HANDLES));
            line(text, "heaps", sum(Processes.HEAP));
            line(text, "exchange", Processes.info(FIRST, Processes.FAMILY_EXCHANGE));
            line(text, "structures", Processes.info(FIRST, Processes.FAMILY_STRUCTURES));
            line(text, "stacks", Processes.info(FIRST, Processes.FAMILY_STACKS));
            int fault = Processes.audit();
            return text.append(fault == Audit.CLEAN ? "clean" : "fault " + Audit.name(fault)).append('\n').toString();
        }

        private static void line(StringBuilder text, String name, long amount) {
            text.append(name).append(' ').append(amount).append('\n');
        }

        /** Of a fact over all processes; those that end meanwhile have nothing any more. */
        private static long sum(int fact) {
            long sum = 0;
            for (int process = Processes.next(0); process != 0; process = Processes.next(process)) {
                sum += Math.max(0, Processes.info(process, fact));
            }
            return sum;
        }
    }
}
