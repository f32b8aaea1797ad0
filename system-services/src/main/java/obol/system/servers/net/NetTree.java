package obol.system.servers.net;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.styx.server.FileServer;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;

/** The tree under {@code /net}. */
public final class NetTree implements FileServer {
    /** Conversations of one protocol at once. */
    static final int MOST = 8_192;
    /** Most bytes that a read takes from an endpoint; datagrams are no larger. */
    private static final int BUFFER = 64 << 10;

    private final Network network;
    private final LongSupplier clock;
    private final Map<Protocol, TreeMap<Integer, Conversation>> conversations = new EnumMap<>(Protocol.class);
    private final byte[] buffer = new byte[BUFFER];
    private final Root root = new Root();

    /** @param clock gives nanoseconds since 1970-01-01 UTC */
    public NetTree(Network network, LongSupplier clock) {
        this.network = network;
        this.clock = clock;
        for (Protocol protocol : Protocol.values()) {
            if (network.protocols().contains(protocol)) {
                conversations.put(protocol, new TreeMap<>());
            }
        }
    }

    @Override
    public void attach(User user, String tree, OpenFile authentication, Reply<Node> reply) throws StyxException {
        if (!tree.isEmpty()) {
            throw new StyxException(Errno.ENOENT);
        }
        reply.ok(root);
    }

    Network network() {
        return network;
    }

    long now() {
        return clock.getAsLong();
    }

    /** For bytes between an endpoint and its reader. */
    byte[] buffer() {
        return buffer;
    }

    void requireRoom(Protocol protocol) throws StyxException {
        if (conversations.get(protocol).size() == MOST) {
            throw new StyxException(Errno.EMFILE, "no free conversations");
        }
    }

    /** Gives the lowest free number. */
    int add(Conversation conversation) {
        TreeMap<Integer, Conversation> all = conversations.get(conversation.protocol());
        int number = 0;
        if (!all.isEmpty() && all.lastKey() == all.size() - 1) {
            number = all.size();
        } else {
            while (all.containsKey(number)) {
                number++;
            }
        }
        all.put(number, conversation);
        return number;
    }

    void remove(Conversation conversation) {
        conversations.get(conversation.protocol()).remove(conversation.number());
    }

    private final class Root extends NetFile.Folder {
        Root() {
            super(null, "/", "");
        }

        @Override
        protected List<NetFile> list() {
            List<NetFile> all = new ArrayList<>();
            for (Protocol protocol : conversations.keySet()) {
                all.add(new ProtocolFolder(this, protocol));
            }
            all.add(NetFile.of("cs", 0666, "/cs", (user, how) -> new Query(new Translation(network)::answer)));
            all.add(NetFile.of("dns", 0666, "/dns", (user, how) -> new Query(new DomainNames(network)::answer)));
            all.addAll(network.files());
            return all;
        }
    }

    private final class ProtocolFolder extends NetFile.Folder {
        private final Protocol protocol;

        ProtocolFolder(Root root, Protocol protocol) {
            super(root, protocol.directory(), '/' + protocol.directory());
            this.protocol = protocol;
        }

        @Override
        protected List<NetFile> list() {
            List<NetFile> all = new ArrayList<>();
            all.add(NetFile.of("clone", 0666, path() + "/clone", (user, how) -> ConversationFolder.clone(NetTree.this, protocol, user)));
            all.add(NetFile.text("stats", path() + "/stats", () -> network.statistics(protocol)));
            for (Conversation each : conversations.get(protocol).values()) {
                all.add(new ConversationFolder(this, each));
            }
            return all;
        }

        @Override
        protected NetFile find(String name) {
            int number = HostPort.number(name);
            if (number < 0 || !name.equals(String.valueOf(number))) {
                return super.find(name);
            }
            Conversation found = conversations.get(protocol).get(number);
            return found == null ? null : new ConversationFolder(this, found);
        }
    }
}
