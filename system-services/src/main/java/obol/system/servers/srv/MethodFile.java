package obol.system.servers.srv;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import obol.channels.text.CallFailed;
import obol.channels.text.TextContract;
import obol.channels.text.TextContract.Shape;
import obol.styx.Errno;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.Reply;

/**
 * The open file of a method.
 *
 * <p>Without arguments the first read calls, and all reads are of its result. With arguments each line written is a call; reads then
 * give its result from where the read before ended, whatever their offsets, as those count what was written too.
 *
 * <p>Of a method that gives a stream each item is a line, and a read that has come to the end of one waits for the next: until the end of
 * the stream. Its reads, too, go on from the read before.
 */
final class MethodFile extends CallingFile {
    /** Bytes of a line: more than a message of the codec can be in any text. */
    private static final int LINE_MOST = 512 << 10;

    private final String method;
    private final TextContract contract;
    private final Shape shape;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    /** Null before the first call; of a stream, the last line. */
    private byte[] result;
    private int taken;
    /** The last call gave a stream; of it there may be more lines. */
    private boolean stream;
    private boolean more;

    MethodFile(MethodCalls calls, String method, TextContract contract, Shape shape) {
        super(calls);
        this.method = method;
        this.contract = contract;
        this.shape = shape;
    }

    @Override
    public void read(long offset, int count, Reply<Slice> reply) throws StyxException {
        checkCallable();
        add(new Turn() {
            @Override
            void proceed() throws StyxException {
                if (result != null && more && taken == result.length) {
                    next();
                } else if (result != null) {
                    give(offset, count, reply);
                } else if (shape == Shape.PLAIN) {
                    call(method, "");
                } else {
                    throw new StyxException(Errno.EINVAL, "write the arguments first: " + parameters());
                }
            }

            @Override
            Reply<?> reply() {
                return reply;
            }
        });
    }

    @Override
    public void write(long offset, Slice data, Reply<Integer> reply) throws StyxException {
        checkCallable();
        byte[] bytes = data.copy();
        add(new Turn() {
            private int at;

            @Override
            void proceed() throws StyxException {
                while (at < bytes.length) {
                    byte next = bytes[at++];
                    if (next == '\n') {
                        String arguments = line.toString(StandardCharsets.UTF_8);
                        line.reset();
                        call(method, arguments);
                        return;
                    }
                    if (line.size() == LINE_MOST) {
                        throw new StyxException(Errno.EMSGSIZE);
                    }
                    line.write(next);
                }
                reply.ok(bytes.length);
            }

            @Override
            Reply<?> reply() {
                return reply;
            }
        });
    }

    @Override
    void failed() {
        line.reset();
    }

    private void checkCallable() throws StyxException {
        if (shape == Shape.MOVES) {
            throw new StyxException(Errno.EOPNOTSUPP, "state-changing method");
        }
    }

    private String parameters() {
        try {
            return contract.parameters(method);
        } catch (CallFailed gone) {
            return gone.getMessage();
        }
    }

    private void give(long offset, int count, Reply<Slice> reply) {
        if (shape == Shape.PLAIN && !stream) {
            reply.ok(offset >= result.length ? Slice.EMPTY : Slice.of(result).part((int) offset, count));
            return;
        }
        Slice next = Slice.of(result).part(taken, count);
        taken += next.length();
        reply.ok(next);
    }

    @Override
    void result(Calls.Outcome outcome) {
        result = outcome.piece() == null ? new byte[0] : outcome.piece().getBytes(StandardCharsets.UTF_8);
        taken = 0;
        stream |= outcome.more();
        more = outcome.more();
    }
}
