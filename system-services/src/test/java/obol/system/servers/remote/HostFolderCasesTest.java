package obol.system.servers.remote;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeContainer;
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
import org.junit.jupiter.api.Tag;

/**
 * A folder of the host by 9P2000.L, as {@code share} and {@code remote} have it, from LLNL's server of it as Debian ships that. It is what
 * Linux keeps: links, permissions, times to the nanosecond, no append-only or exclusive files. Of that server's own are qids whose versions
 * are all 0, and fids that are names: one whose file another client moves is lost.
 */
@Tag("slow")
@net.jqwik.api.Tag("slow")
class HostFolderCasesTest extends FileServerCases {
    private static final Path DIOD = Path.of("/usr/sbin/diod");

    private final List<Asked> sessions = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();

    /** A session with a server process, which has answered each request before the next one is made. */
    private static final class Asked implements Link {
        private static final int MESSAGE = 1 << 16;

        private final Process server;
        private final OutputStream out;
        private final DataInputStream in;
        private final Calls calls = new Calls(this::ask, MESSAGE);

        Asked(Path shared) throws IOException {
            server = new ProcessBuilder(DIOD.toString(), "-f", "-n", "-r", "0", "-w", "1", "-L", "stderr", "-e", shared.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            out = server.getOutputStream();
            in = new DataInputStream(server.getInputStream());
        }

        private void ask(byte[] bytes, int offset, int length) {
            try {
                out.write(bytes, offset, length);
                out.flush();
                byte[] size = new byte[Integer.BYTES];
                in.readFully(size);
                byte[] rest = new byte[ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getInt() - size.length];
                in.readFully(rest);
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

        /** It has nothing to save. */
        @Override
        public void close() {
            calls.end(new StyxException(Errno.ECONNRESET));
            server.destroyForcibly();
        }
    }

    @BeforeAll
    @BeforeContainer
    static void require() {
        assumeTrue(Boolean.getBoolean("obol.complete") || Files.isExecutable(DIOD), "there is no diod");
    }

    @Override
    protected Served serve() {
        try {
            Path shared = Files.createTempDirectory("obol-folder");
            folders.add(shared);
            FileServer server = (user, tree, authentication, reply) ->
                    new RemoteTree(start(shared)).attach(user, shared.toString(), authentication, reply);
            return new Served(server, true, true, false, true, 1, false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Asked start(Path shared) {
        try {
            Asked session = new Asked(shared);
            sessions.add(session);
            return session;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    @AfterProperty
    void end() throws InterruptedException, IOException {
        for (Asked session : sessions) {
            session.server.destroyForcibly().waitFor();
        }
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }
}
