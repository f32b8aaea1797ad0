package obol.system.bridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import obol.channels.Loopback;
import obol.channels.Pending;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.Transfer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipeEndsTest {
    private static final byte[] ABC = {'a', 'b', 'c'};

    /** An endpoint as another process would have it. */
    private static OpenFile sent(OpenFile file) {
        return Loopback.of(OpenFile.class, file);
    }

    @Test
    void bytesComeThroughInOrderAndThenTheEnd() throws Exception {
        PipeEnds pipe = PipeEnds.open(100);
        byte[] sent = new byte[200_000];
        new Random(1).nextBytes(sent);
        Thread writer = new Thread(() -> {
            try (OpenFile out = sent(pipe.writer())) {
                Transfer.writeAll(out, sent);
            } catch (FileException e) {
                throw new IllegalStateException(e);
            }
        });
        writer.start();
        byte[] got = new byte[sent.length];
        int fill = 0;
        try (OpenFile in = sent(pipe.reader())) {
            for (byte[] part; (part = Transfer.read(in, OpenFile.SHARED, 70_000)).length > 0; fill += part.length) {
                System.arraycopy(part, 0, got, fill, part.length);
            }
        }
        writer.join();
        assertEquals(sent.length, fill);
        assertArrayEquals(sent, got);
    }

    @Test
    void aWriteBreaksWhenTheLastReaderIsGone() throws Exception {
        PipeEnds pipe = PipeEnds.open(2);
        OpenFile second = pipe.reader().share();
        pipe.reader().close();
        OpenFile.CountLater waiting = assertInstanceOf(OpenFile.CountLater.class, pipe.writer().write(OpenFile.SHARED, ABC));
        second.close();
        assertEquals("Broken pipe", assertThrows(FileException.class, () -> Transfer.count(waiting)).getMessage());
        assertEquals("Broken pipe",
                assertThrows(FileException.class, () -> Transfer.write(pipe.writer(), OpenFile.SHARED, ABC, 0, 3)).getMessage());
    }

    @Test
    void whoNoLongerReadsTakesNothingAway() throws Exception {
        PipeEnds pipe = PipeEnds.open(10);
        OpenFile closed = sent(pipe.reader().share());
        Pending<byte[]> ofClosed = assertInstanceOf(OpenFile.Later.class, closed.read(0, 10)).bytes();
        Pending<byte[]> cancelled = assertInstanceOf(OpenFile.Later.class, pipe.reader().read(0, 10)).bytes();
        assertFalse(cancelled.ready());
        closed.close();
        assertEquals("Interrupted system call", assertThrows(FileException.class,
                () -> Transfer.bytes(new OpenFile.Later(ofClosed))).getMessage());
        cancelled.close();
        Transfer.writeAll(pipe.writer(), ABC);
        assertArrayEquals(ABC, Transfer.read(pipe.reader(), OpenFile.SHARED, 10));
    }

    @Test
    void writersThatShareEndTogether() throws Exception {
        PipeEnds pipe = PipeEnds.open(10);
        OpenFile second = sent(pipe.writer().share());
        pipe.writer().close();
        Pending<byte[]> waiting = assertInstanceOf(OpenFile.Later.class, pipe.reader().read(0, 10)).bytes();
        assertFalse(waiting.ready());
        second.close();
        assertEquals(0, Transfer.bytes(new OpenFile.Later(waiting)).length);
    }
}
