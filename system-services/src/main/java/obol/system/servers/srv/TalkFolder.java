package obol.system.servers.srv;

import java.util.ArrayList;
import java.util.List;
import obol.channels.contract.Operation;
import obol.channels.contract.State;
import obol.channels.text.TextContract;
import obol.channels.text.TextContract.Shape;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;

/**
 * A conversation as a directory: {@code state}, the methods of the state in which its first channel is, and a directory with the methods of
 * each further channel. To remove a directory closes its channel; this one, all.
 */
final class TalkFolder extends Place.Folder {
    private static final String STATE = "state";
    private static final int FIRST = 1;

    private final Calls calls;
    private final Talk talk;
    private final String path;

    TalkFolder(ServiceTree tree, Place.Folder parent, Calls calls, Talk talk, String name, String path) {
        super(tree, parent, name, 0777, path);
        this.calls = calls;
        this.talk = talk;
        this.path = path;
    }

    @Override
    List<String> names() {
        List<String> names = new ArrayList<>(List.of(STATE));
        methods(FIRST).forEach(operation -> names.add(operation.name()));
        talk.channels().stream().filter(channel -> channel != FIRST).forEach(channel -> names.add(String.valueOf(channel)));
        return names;
    }

    /** A method with the name of something else here has no file. */
    @Override
    Place find(String name) {
        if (name.equals(STATE)) {
            return new Place.Text(tree, name, path + '/' + name, talk::states);
        }
        for (int channel : talk.channels()) {
            if (channel != FIRST && name.equals(String.valueOf(channel))) {
                return new ChannelFolder(channel, name);
            }
        }
        return method(FIRST, name, path);
    }

    private List<Operation> methods(int channel) {
        State state = talk.state(channel);
        return state == null ? List.of() : state.operations();
    }

    private Place method(int channel, String name, String below) {
        State state = talk.state(channel);
        Operation operation = state == null ? null : state.operation(name);
        return operation == null ? null : new Method(channel, state, operation, below + '/' + name);
    }

    @Override
    public void remove(User user, Reply<Void> reply) {
        tree.end(path);
        reply.ok(null);
    }

    @Override
    public void unlink(User user, String name, boolean directory, Reply<Void> reply) throws StyxException {
        Place found = find(name);
        if (found == null) {
            throw new StyxException(Errno.ENOENT);
        }
        found.remove(user, reply);
    }

    /** A further channel. */
    private final class ChannelFolder extends Place.Folder {
        private final int channel;

        ChannelFolder(int channel, String name) {
            super(TalkFolder.this.tree, TalkFolder.this, name, path + '/' + name);
            this.channel = channel;
        }

        @Override
        List<String> names() {
            return methods(channel).stream().map(Operation::name).toList();
        }

        @Override
        Place find(String name) {
            return method(channel, name, path + '/' + channel);
        }

        @Override
        public void remove(User user, Reply<Void> reply) {
            talk.close(channel);
            reply.ok(null);
        }
    }

    /** A method of the state in which a channel is. */
    private final class Method extends Place {
        private final int channel;
        private final State state;
        private final Operation operation;

        Method(int channel, State state, Operation operation, String path) {
            super(TalkFolder.this.tree, operation.name(), operation.parameters().isEmpty() ? 0444 : 0666, path);
            this.channel = channel;
            this.state = state;
            this.operation = operation;
        }

        @Override
        OpenFile open() {
            Shape shape = operation.parameters().isEmpty() ? Shape.PLAIN : Shape.ARGUMENTS;
            return new MethodFile(talk.on(channel, calls), operation.name(), new TextContract(talk.model(state)), shape);
        }
    }
}
