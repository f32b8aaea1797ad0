package obol.system.servers.net;

import java.util.List;
import obol.styx.OpenMode;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;

/** The directory of a conversation. {@code ctl}, {@code data}, {@code listen} and {@code err} hold it while they are open. */
final class ConversationFolder extends NetFile.Folder {
    private final Conversation conversation;

    ConversationFolder(NetFile.Folder parent, Conversation conversation) {
        super(parent, String.valueOf(conversation.number()), parent.path() + '/' + conversation.number());
        this.conversation = conversation;
    }

    @Override
    protected String owner() {
        return conversation.owner();
    }

    @Override
    protected long made() {
        return conversation.made();
    }

    @Override
    protected List<NetFile> list() {
        return List.of(
            new Held("ctl", 0660, Control::new),
            new Held("data", 0660, Data::new),
            new Held("err", 0440, held -> new Text(held, held.error())),
            new Held("listen", 0660, Listen::new),
            NetFile.text("local", path() + "/local", conversation::local),
            NetFile.text("remote", path() + "/remote", conversation::remote),
            NetFile.text("status", path() + "/status", conversation::status));
    }

    /** A new conversation's {@code ctl}. */
    static OpenFile clone(NetTree tree, Protocol protocol, User user) throws StyxException {
        return new Control(Conversation.open(tree, protocol, user.name()).use());
    }

    /** What a file is when it is open. */
    private interface Kind {
        OpenFile open(Conversation held);
    }

    private final class Held extends NetFile {
        private final Kind kind;

        Held(String name, int mode, Kind kind) {
            super(name, mode, ConversationFolder.this.path() + '/' + name);
            this.kind = kind;
        }

        @Override
        protected String owner() {
            return conversation.owner();
        }

        @Override
        protected long made() {
            return conversation.made();
        }

        @Override
        protected OpenFile open(User user, OpenMode how) {
            return kind.open(conversation.use());
        }
    }

    /** A text while it holds the conversation. */
    private static class Text implements OpenFile {
        private final Conversation conversation;
        private final Slice text;

        Text(Conversation conversation, String text) {
            this.conversation = conversation;
            this.text = NetFile.slice(text);
        }

        @Override
        public void read(long offset, int count, Reply<Slice> reply) throws StyxException {
            reply.ok(offset >= text.length() ? Slice.EMPTY : text.part((int) offset, count));
        }

        @Override
        public void close() {
            conversation.leave();
        }
    }

    /** Reads as the number of the conversation; takes its commands. */
    private static final class Control extends Text {
        private final Conversation conversation;

        Control(Conversation conversation) {
            super(conversation, String.valueOf(conversation.number()));
            this.conversation = conversation;
        }

        @Override
        public void write(long offset, Slice data, Reply<Integer> reply) throws StyxException {
            conversation.control(data.text(), data.length(), reply);
        }
    }

    private static final class Data implements OpenFile {
        private final Conversation conversation;

        Data(Conversation conversation) {
            this.conversation = conversation;
        }

        @Override
        public void read(long offset, int count, Reply<Slice> reply) throws StyxException {
            conversation.read(count, reply);
        }

        @Override
        public void write(long offset, Slice data, Reply<Integer> reply) throws StyxException {
            conversation.write(data, reply);
        }

        @Override
        public void close() {
            conversation.leave();
        }
    }

    /**
     * The {@code ctl} of the next call's conversation. Not the open waits for the call, as in Plan 9, but the first read or write, as an
     * open is answered at once here; for those who open it and then read the number that is the same.
     */
    private static final class Listen implements OpenFile {
        private final Conversation listener;
        /** Null before there is a call. */
        private Control call;

        Listen(Conversation listener) {
            this.listener = listener;
        }

        @Override
        public void read(long offset, int count, Reply<Slice> reply) throws StyxException {
            with(reply, control -> control.read(offset, count, reply));
        }

        @Override
        public void write(long offset, Slice data, Reply<Integer> reply) throws StyxException {
            Slice kept = Slice.of(data.copy());
            with(reply, control -> control.write(offset, kept, reply));
        }

        private interface Step {
            void take(Control control) throws StyxException;
        }

        private void with(Reply<?> reply, Step step) throws StyxException {
            if (call != null) {
                step.take(call);
                return;
            }
            listener.listen(new Onward<Conversation>(reply) {
                @Override
                public void ok(Conversation next) {
                    if (call == null) {
                        call = new Control(next.use());
                        listener.leave();
                    } else {
                        next.use().leave(); // two operations waited, and this open file is one call's
                    }
                    try {
                        step.take(call);
                    } catch (StyxException failed) {
                        reply.error(failed);
                    }
                }
            });
        }

        @Override
        public void close() {
            if (call != null) {
                call.close();
            } else {
                listener.leave();
            }
        }
    }
}
