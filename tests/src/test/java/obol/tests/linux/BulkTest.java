package obol.tests.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import obol.styx.Dialect;
import obol.styx.OpenMode;
import obol.styx.client.Client;
import obol.styx.client.RemoteFile;
import obol.styx.client.RemoteInput;
import obol.styx.net.StreamCarrier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Bulk by 9P costs the hosted system no new memory: its blocks and buffers are used again. What is counted is pages that Linux had to give
 * it; before buffers were kept it was 660 for each MiB that was read.
 */
@Tag("slow")
@Timeout(300)
class BulkTest {
    private static final int SIZE = 8 << 20, TIMES = 5;
    /** Pages for each MiB that is read or written a second time; 7 were seen. */
    private static final int MOST_PAGES = 32;
    /** Where the number of minor faults stands in /proc/PID/stat, behind the name in parentheses. */
    private static final int MINOR_FAULTS = 7;

    private final byte[] written = new byte[SIZE];
    private final byte[] read = new byte[SIZE];

    @BeforeAll
    static void build() throws Exception {
        RunningObol.build();
    }

    @Test
    void bulkUsesItsMemoryAgain() throws Exception {
        new Random(5).nextBytes(written);
        try (RunningObol obol = new RunningObol("--hosted")) {
            for (int messageSize : new int[] {1 << 16, 1 << 17, 1 << 20}) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), obol.port())) {
                    Client client = Client.connect(new StreamCarrier(socket.getInputStream(), socket.getOutputStream()), Dialect.L,
                            messageSize);
                    assertEquals(messageSize, client.calls().messageSize());
                    RemoteFile tmp = client.attach("root", 0, "/tmp");
                    transfer(tmp);
                    long before = faults(obol);
                    for (int i = 0; i < TIMES; i++) transfer(tmp);
                    long pages = (faults(obol) - before) / (2L * TIMES * (SIZE >> 20));
                    assertTrue(pages <= MOST_PAGES, pages + " pages for each MiB");
                }
            }
        }
    }

    /** Writes the file over itself, and reads it. */
    private void transfer(RemoteFile tmp) throws Exception {
        try (RemoteFile file = tmp.walk("")) {
            file.create("bulk", 0600, OpenMode.READ_WRITE);
            file.write(0, written);
            try (RemoteInput in = new RemoteInput(file, 0)) {
                assertEquals(SIZE, in.readNBytes(read, 0, SIZE));
            }
        }
        assertArrayEquals(written, read);
    }

    private static long faults(RunningObol obol) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + obol.hostedProcess() + "/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[MINOR_FAULTS]);
    }
}
