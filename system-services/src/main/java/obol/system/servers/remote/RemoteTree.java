package obol.system.servers.remote;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Qid;
import obol.styx.StyxException;
import obol.styx.client.Call;
import obol.styx.client.Calls;
import obol.styx.server.FileServer;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;

/** The tree of one attach at a server. Owns the fids there. */
final class RemoteTree implements FileServer {
    /** What goes on with an answer. */
    @FunctionalInterface
    interface Step<T> {
        void accept(T answer) throws StyxException;
    }

    private final Link connection;
    private final Calls calls;
    private final Deque<Integer> freeFids = new ArrayDeque<>();
    private int nextFid;
    private int fids;
    private RemoteNode root;

    RemoteTree(Link connection) {
        this.connection = connection;
        this.calls = connection.calls();
    }

    Dialect dialect() {
        return calls.dialect();
    }

    boolean linux() {
        return dialect() == Dialect.L;
    }

    /** Most bytes that a message carries as data. */
    int room() {
        return calls.messageSize() - Message.IO_HEADER;
    }

    RemoteNode root() {
        return root;
    }

    @Override
    public void attach(User user, String name, OpenFile authentication, Reply<Node> reply) {
        connection.agree(() -> {
            int fid = newFid();
            Message attach = request(MessageType.TATTACH).set(Field.FID, fid).set(Field.AFID, Message.NOFID)
                    .set(Field.UNAME, user.name()).set(Field.ANAME, name)
                    .set(Field.N_UNAME, user.name().equals("root") ? 0 : Message.NONUNAME);
            send(attach, reply, answer -> {
                root = new RemoteNode(this, fid, answer.qid(), List.of());
                reply.ok(root);
            }, error -> forget(fid));
        });
    }

    // ---- requests ----

    Message request(MessageType type) {
        return calls.request(type);
    }

    void send(Message request, Reply<?> reply, Step<Message> then) {
        send(request, reply, then, error -> { });
    }

    /** Sends a request; its error is the reply's, after {@code otherwise}. */
    void send(Message request, Reply<?> reply, Step<Message> then, Step<StyxException> otherwise) {
        ask(request, reply, then, error -> {
            otherwise.accept(error);
            reply.error(error);
        });
    }

    /** Sends a request, and goes on with its answer or its error; an error of that is the reply's. */
    void ask(Message request, Reply<?> reply, Step<Message> then, Step<StyxException> otherwise) {
        if (connection.congested()) {
            reply.error(Errno.EAGAIN);
            return;
        }
        Call call = calls.send(request);
        reply.onAbort(() -> calls.flush(call));
        call.whenDone(() -> {
            try {
                Message answer;
                try {
                    answer = call.reply();
                } catch (StyxException error) {
                    otherwise.accept(error);
                    return;
                }
                then.accept(answer);
            } catch (StyxException error) {
                reply.error(error);
            }
        });
    }

    /** Walks from a fid to a new one, which is the step's. */
    void walk(int from, List<String> names, Reply<?> reply, Step<Walked> then) {
        int to = newFid();
        send(request(MessageType.TWALK).set(Field.FID, from).set(Field.NEWFID, to).names(names), reply, answer -> {
            List<Qid> qids = answer.qids();
            if (qids.size() < names.size()) {
                forget(to);
                throw new StyxException(Errno.ENOENT);
            }
            then.accept(new Walked(to, qids.isEmpty() ? null : qids.get(qids.size() - 1)));
        }, error -> forget(to));
    }

    /** @param qid null if there were no names */
    record Walked(int fid, Qid qid) {
    }

    // ---- fids ----

    int newFid() {
        fids++;
        Integer fid = freeFids.poll();
        return fid == null ? nextFid++ : fid;
    }

    /** A fid that the server does not have, or no longer. */
    void forget(int fid) {
        freeFids.add(fid);
        fids--;
        if (fids == 0) {
            connection.close();
        }
    }

    /** Gives a fid back; it is free when the server has said so. */
    void clunk(int fid) {
        calls.send(request(MessageType.TCLUNK).set(Field.FID, fid)).whenDone(() -> forget(fid));
    }
}
