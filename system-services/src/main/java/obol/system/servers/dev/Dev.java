package obol.system.servers.dev;

import java.util.List;
import obol.nucleus.ImageFiles;
import obol.nucleus.abi.Clock;
import obol.nucleus.abi.Processes;
import obol.nucleus.port.Entropy;
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
            Entropy.fill(bytes);
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
