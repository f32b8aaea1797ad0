package obol.styx.client;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.StyxException;

/**
 * A connection whose calls wait for their answers. Begins with {@link #connect}; then
 * {@link #attach} gives the root.
 */
public final class Client {
    /** Requests of one transfer in flight at once. */
    static final int WINDOW = 8;

    private final Carrier carrier;
    private final Calls calls;
    private final byte[] buffer = new byte[1 << 16];
    private final Deque<Integer> freeFids = new ArrayDeque<>();
    private int nextFid;

    private Client(Carrier carrier, int msize) {
        this.carrier = carrier;
        this.calls = new Calls(this::output, msize);
    }

    /**
     * Agrees on a version with the server.
     *
     * @param msize largest message wanted, in bytes, at least 256
     * @throws StyxException if the server does not speak the dialect
     */
    public static Client connect(Carrier carrier, Dialect dialect, int msize) throws StyxException {
        Client c = new Client(carrier, msize);
        Message answer = c.call(c.calls.request(MessageType.TVERSION)
                .set(Field.MSIZE, msize).set(Field.VERSION, dialect.version()));
        c.calls.agree(answer);
        if (c.calls.dialect() != dialect) {
            throw new StyxException(Errno.EPROTO, "server speaks " + c.calls.dialect().version());
        }
        return c;
    }

    private void output(byte[] bytes, int offset, int length) {
        try {
            carrier.send(bytes, offset, length);
        } catch (IOException e) {
            lost(e);
        }
    }

    private void lost(IOException e) {
        calls.end(new StyxException(Errno.ECONNRESET, e == null ? "connection ended" : "connection lost: " + e.getMessage()));
    }

    /** The engine below, for requests in flight by hand. */
    public Calls calls() {
        return calls;
    }

    public Dialect dialect() {
        return calls.dialect();
    }

    /** Waits for the answer of a call, taking in whatever comes before it. */
    public Message await(Call call) throws StyxException {
        while (!call.isDone()) {
            pump();
        }
        return call.reply();
    }

    /** Waits for some bytes of the server and takes them in. */
    public void pump() {
        try {
            int n = carrier.receive(buffer, 0, buffer.length);
            if (n < 0) {
                lost(null);
            } else {
                calls.receive(buffer, 0, n);
            }
        } catch (IOException e) {
            lost(e);
        }
    }

    public Message call(Message request) throws StyxException {
        return await(calls.send(request));
    }

    Message request(MessageType type) {
        return calls.request(type);
    }

    /**
     * The root of a tree, as a user.
     *
     * @param number the user's number in .u and .L, {@link Message#NONUNAME} for none
     */
    public RemoteFile attach(String user, int number, String tree) throws StyxException {
        return attach(user, number, tree, Message.NOFID);
    }

    /** The same for a server that wants proof: the file of {@link #authenticate}, after the conversation on it. */
    public RemoteFile attach(String user, int number, String tree, RemoteFile authentication) throws StyxException {
        return attach(user, number, tree, authentication.fid());
    }

    private RemoteFile attach(String user, int number, String tree, int afid) throws StyxException {
        RemoteFile root = new RemoteFile(this, newFid());
        try {
            Message m = request(MessageType.TATTACH).set(Field.FID, root.fid()).set(Field.AFID, afid)
                    .set(Field.UNAME, user).set(Field.ANAME, tree).set(Field.N_UNAME, number);
            root.found(call(m).qid());
            return root;
        } catch (StyxException e) {
            freeFid(root.fid());
            throw e;
        }
    }

    /**
     * A file to read and write as the server's way of authentication wants it, open for both; it serves for any number of
     * attaches of this user to this tree, and is closed as any other.
     *
     * @throws StyxException ECONNREFUSED or whatever else the server says if it wants no proof
     */
    public RemoteFile authenticate(String user, int number, String tree) throws StyxException {
        RemoteFile conversation = new RemoteFile(this, newFid());
        try {
            conversation.openedAsIs(call(request(MessageType.TAUTH).set(Field.AFID, conversation.fid())
                    .set(Field.UNAME, user).set(Field.ANAME, tree).set(Field.N_UNAME, number)).qid());
            return conversation;
        } catch (StyxException e) {
            freeFid(conversation.fid());
            throw e;
        }
    }

    int newFid() {
        Integer fid = freeFids.poll();
        return fid == null ? nextFid++ : fid;
    }

    void freeFid(int fid) {
        freeFids.add(fid);
    }
}
