package obol.styx.server;

import java.util.ArrayList;
import java.util.List;
import obol.styx.Errno;
import obol.styx.FileName;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Qid;
import obol.styx.StyxException;

/**
 * A walk under way (walk(5)): one name after the other, each of which the server may answer later. The
 * new fid comes to be, or an old one moves, only when all names have been walked; a walk that got
 * beyond its first name answers how far it got.
 */
final class Walk {
    private final Operations operations;
    private final Request request;
    private final Fid from;
    private final Fid to;
    private final List<String> names;
    private final List<Qid> qids = new ArrayList<>();
    private Node current;
    /** True if {@link #current} is not the fid's but was reached, so that somebody must release it. */
    private boolean reached;

    Walk(Operations operations, Request request, Fid from, Fid to, List<String> names) {
        this.operations = operations;
        this.request = request;
        this.from = from;
        this.to = to;
        this.names = names;
        this.current = from.node;
        request.atEnd = () -> {
            if (from == to) {
                from.opening = false;
            }
            leave();
        };
    }

    private void leave() {
        if (reached) {
            reached = false;
            current.release();
        }
    }

    void next() throws StyxException {
        try {
            // ".." at the root is a step that leads nowhere
            while (qids.size() < names.size() && atTop() && names.get(qids.size()).equals("..")) {
                qids.add(current.qid());
            }
            if (qids.size() == names.size()) {
                arrive();
                return;
            }
            String name = names.get(qids.size());
            if (!current.qid().isDirectory()) {
                throw new StyxException(Errno.ENOTDIR);
            }
            if (!name.equals("..")) {
                FileName.check(name);
            }
            current.walk(from.user, name, new RequestReply<>(request, node -> {
                leave();
                current = node;
                reached = true;
                qids.add(node.qid());
                next();
            }, Node::release, this::stop));
        } catch (StyxException e) {
            request.pending = 0;
            stop(e);
        }
    }

    private boolean atTop() {
        return current.qid().path() == from.root.path();
    }

    /** An error at the first name, or behind the last, is an error; between, the walk was as long as it was. */
    private void stop(StyxException e) {
        if (qids.isEmpty() || qids.size() == names.size()) {
            request.fail(e);
        } else {
            answer();
        }
    }

    private void arrive() throws StyxException {
        if (reached) {
            reached = false;
            settle(current);
        } else {
            current.duplicate(new RequestReply<>(request, this::settle, Node::release));
        }
    }

    private void settle(Node node) {
        Node old = to.node;
        to.node = node;
        to.root = from.root;
        to.user = from.user;
        if (old != null) {
            old.release();
        }
        answer();
    }

    private void answer() {
        List<Qid> shown = new ArrayList<>(qids.size());
        for (Qid q : qids) {
            shown.add(operations.qid(q));
        }
        request.answer(Message.of(MessageType.RWALK, request.tag).qids(shown));
    }
}
