package obol.system.servers.remote;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.MessageType;
import obol.styx.StyxException;
import obol.styx.client.Call;
import obol.styx.client.Calls;
import obol.styx.server.FileServer;
import obol.system.servers.suite.FileServerCases;
import obol.system.servers.suite.Served;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A folder of the host by 9P2000.L, as {@code share} and {@code remote} have it, from LLNL's server of it as Debian ships that. */
class HostFolderCasesTest extends FileServerCases {
    private static final Path DIOD = Path.of("/usr/sbin/diod");

    @TempDir
    Path folder;
    private final List<Process> servers = new ArrayList<>();
    private int folders;

    /** A session with a server process, which has answered each request before the next one is made. */
    private static final class Asked implements Link {
        private static final int MESSAGE = 1 << 16, LENGTH_BYTES = 4;

        private final OutputStream out;
        private final DataInputStream in;
        private final Calls calls = new Calls(this::ask, MESSAGE);

        Asked(Process server) {
            out = server.getOutputStream();
            in = new DataInputStream(server.getInputStream());
        }

        private void ask(byte[] bytes, int offset, int length) {
            try {
                out.write(bytes, offset, length);
                out.flush();
                byte[] size = in.readNBytes(LENGTH_BYTES);
                byte[] rest = in.readNBytes(Integer.reverseBytes(java.nio.ByteBuffer.wrap(size).getInt()) - LENGTH_BYTES);
                calls.receive(size, 0, size.length);
                calls.receive(rest, 0, rest.length);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        @Override
        public Calls calls() {
            return calls;
        }

        @Override
        public void agree(Runnable then) {
            Call version = calls.send(calls.request(MessageType.TVERSION).set(Field.MSIZE, MESSAGE).set(Field.VERSION, Dialect.L.version()));
            version.whenDone(() -> {
                try {
                    calls.agree(version.reply());
                } catch (StyxException e) {
                    calls.end(e);
                }
                then.run();
            });
        }

        @Override
        public boolean congested() {
            return false;
        }

        @Override
        public void close() {
            calls.end(new StyxException(Errno.ECONNRESET));
        }
    }

    @BeforeAll
    static void require() {
        assumeTrue(Boolean.getBoolean("obol.complete") || Files.isExecutable(DIOD), "there is no diod");
    }

    @Override
    protected Served serve() {
        try {
            Path shared = Files.createDirectory(folder.resolve("" + folders++));
            FileServer server = (user, tree, authentication, reply) ->
                    new RemoteTree(new Asked(start(shared))).attach(user, shared.toString(), authentication, reply);
            return new Served(server, true, true, false, true, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(Path shared) {
        try {
            Process server = new ProcessBuilder(DIOD.toString(), "-f", "-n", "-r", "0", "-w", "1", "-L", "stderr", "-e", shared.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            servers.add(server);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Process server : servers) {
            server.destroyForcibly().waitFor();
        }
    }
}
