package obol.system.servers.srv;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import obol.channels.contract.FileMember;
import obol.channels.contract.MessageType;
import obol.channels.text.FileText;
import obol.styx.Errno;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.Reply;

/**
 * The open file of a member that is marked as one. The first read gets the value, and all reads are of it until the next write. Each write
 * sets the value, so that what is wrong with it is the error of the write: a String to all that was written from offset 0 on, as it may come
 * in pieces; any other to the line that was written last, whatever the offset, which counts what was read.
 */
final class MemberFile extends CallingFile {
    private static final int MOST = 64 << 10;

    private final FileMember member;
    private final FileText text;
    private final boolean isLine;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private boolean lineEnded;
    /** Null before the first read, and after a write. */
    private byte[] value;

    MemberFile(MethodCalls calls, FileMember member, FileText text) {
        super(calls);
        this.member = member;
        this.text = text;
        isLine = member.set() != null && member.set().parameters().get(0).plain() != MessageType.Scalar.STRING;
    }

    @Override
    public void read(long offset, int count, Reply<Slice> reply) {
        add(new Turn() {
            @Override
            void proceed() throws StyxException {
                if (value == null) {
                    call(member.get().name(), "");
                } else {
                    reply.ok(offset >= value.length ? Slice.EMPTY : Slice.of(value).part((int) offset, count));
                }
            }

            @Override
            Reply<?> reply() {
                return reply;
            }
        });
    }

    @Override
    public void write(long offset, Slice data, Reply<Integer> reply) {
        byte[] bytes = data.copy();
        add(new Turn() {
            private boolean called;

            @Override
            void proceed() throws StyxException {
                if (called) {
                    value = null;
                    reply.ok(bytes.length);
                    return;
                }
                if (isLine ? lineEnded : offset == 0) {
                    written.reset();
                }
                if (!isLine && offset != written.size()) {
                    throw new StyxException(Errno.EINVAL, "a text is written from its beginning on, one piece behind the other");
                } else if (written.size() + bytes.length > MOST) {
                    throw new StyxException(Errno.EFBIG);
                }
                called = true;
                written.write(bytes, 0, bytes.length);
                lineEnded = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
                call(member.set().name(), text.argument(member.set(), written.toString(StandardCharsets.UTF_8)));
            }

            @Override
            Reply<?> reply() {
                return reply;
            }
        });
    }

    @Override
    void result(Calls.Outcome outcome) {
        boolean set = outcome.piece() == null || outcome.piece().isEmpty();
        value = set ? new byte[0] : text.text(member.get(), outcome.piece()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    void failed() {
        written.reset();
    }
}
