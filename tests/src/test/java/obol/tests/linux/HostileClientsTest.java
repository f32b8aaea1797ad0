package obol.tests.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.RemoteFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hostile clients of a hosted Obol, by the whole tables; and a thousand at once. */
@Tag("slow")
class HostileClientsTest extends HostileClients {
    private static final int MANY = 1000, TOO_MANY = 1500;

    HostileClientsTest() {
        super(1);
    }

    @Override
    int startObol() throws Exception {
        obol = new RunningObol("--hosted", "--mem", "512M");
        return obol.port();
    }

    /** Each has a file of its own, which it writes and reads while all are there; half end in order, half are cut. */
    @Test
    void aThousandAtOnce() throws Exception {
        leavesNothing(() -> {
            List<Socket> sockets = new ArrayList<>();
            List<RemoteFile> files = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                Socket s = connect();
                sockets.add(s);
                RemoteFile file = root(s).walk("tmp/hostile/d");
                file.create("of" + i, 0600, OpenMode.READ_WRITE);
                files.add(file);
            }
            othersGoOn();
            for (int i = 0; i < MANY; i++) {
                files.get(i).write(0, contents(i));
            }
            othersGoOn();
            for (int i = MANY - 1; i >= 0; i--) {
                assertArrayEquals(contents(i), files.get(i).read(0, MESSAGE));
            }
            assertEquals(List.of(Integer.toString(MANY + 1)), obol.does("ls /tmp/hostile/d | wc -l"));
            for (int i = 0; i < MANY; i++) {
                files.get(i).remove();
                if (i % 2 == 0) {
                    sockets.get(i).close();
                } else {
                    cut(sockets.get(i));
                }
            }
        });
    }

    /** More than the machine has room for: those beyond are hung up on, and the others go on. */
    @Test
    void moreThanThereIsRoomFor() throws Exception {
        leavesNothing(() -> {
            List<Socket> sockets = new ArrayList<>();
            int served = 0;
            for (int i = 0; i < TOO_MANY; i++) {
                Socket s = connect();
                sockets.add(s);
                try {
                    root(s);
                    served++;
                } catch (StyxException | IOException hungUp) {
                    // as it is to be
                }
            }
            assertTrue(served >= MANY && served < TOO_MANY, served + " were served");
            othersGoOn();
            assertEquals(List.of("here"), obol.does("echo here"));
            for (Socket s : sockets) {
                s.close();
            }
        });
    }

    private static byte[] contents(int i) {
        byte[] b = new byte[1000 + i];
        Arrays.fill(b, (byte) i);
        return b;
    }
}
