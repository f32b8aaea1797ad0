package obol.styx.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import obol.styx.Codec;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.net.Loopback;
import obol.styx.ram.RamTree;
import org.junit.jupiter.api.Test;

/** Servers of .L without Trenameat and Tunlinkat (diod 1.0 lacks the first): the client does it the older way. */
class OlderServerTest {
    /** Answers those two itself with EOPNOTSUPP. */
    private static final class Without implements Carrier {
        private final Loopback behind;
        private byte[] refusal;
        private int refused;

        Without(Loopback behind) {
            this.behind = behind;
        }

        @Override
        public void send(byte[] bytes, int offset, int length) throws IOException {
            int type = bytes[offset + 4];
            if (type == MessageType.TRENAMEAT.code() || type == MessageType.TUNLINKAT.code()) {
                refusal = Codec.encode(Message.of(MessageType.RLERROR, Codec.frameTag(bytes, offset))
                        .set(Field.ECODE, Errno.EOPNOTSUPP.number()), Dialect.L);
                refused++;
            } else {
                behind.send(bytes, offset, length);
            }
        }

        @Override
        public int receive(byte[] bytes, int offset, int length) throws IOException {
            if (refusal == null) {
                return behind.receive(bytes, offset, length);
            }
            System.arraycopy(refusal, 0, bytes, offset, refusal.length);
            int n = refusal.length;
            refusal = null;
            return n;
        }
    }

    @Test
    void renamesAndUnlinksTheOlderWay() throws StyxException {
        RamTree tree = new RamTree();
        tree.root().directory("d");
        tree.root().file("f", 0644, new byte[0]);
        Without carrier = new Without(new Loopback(tree));
        Client client = Client.connect(carrier, Dialect.L, 8192);
        try (RemoteFile root = client.attach("root", 0, ""); RemoteFile d = root.walk("d")) {
            root.renameAt("f", d, "g");
            assertEquals(List.of("d"), tree.root().names());
            d.walk("g").close();
            assertEquals(Errno.EISDIR, assertThrows(StyxException.class, () -> root.unlinkAt("d", false)).errno());
            assertEquals(Errno.ENOTDIR, assertThrows(StyxException.class, () -> d.unlinkAt("g", true)).errno());
            assertEquals(Errno.ENOENT, assertThrows(StyxException.class, () -> d.unlinkAt("x", true)).errno());
            d.unlinkAt("g", false);
            root.unlinkAt("d", true);
            root.open(OpenMode.READ);
            assertEquals(0, root.list().size());
        }
        assertEquals(6, carrier.refused);
    }
}
