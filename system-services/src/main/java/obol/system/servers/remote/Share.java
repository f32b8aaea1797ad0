package obol.system.servers.remote;

import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.MessageType;
import obol.styx.StyxException;
import obol.styx.client.Call;
import obol.styx.client.Calls;
import obol.styx.server.FileServer;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;
import obol.system.bridge.FileService;
import obol.system.drivers.VirtioShare;

/**
 * The program that serves {@code share}: the host's folder behind a virtio 9P device. Such a device knows one session, so all clients have
 * the same, and its root is attached once, by the first of them, and kept. All but the start runs with the service's monitor held.
 */
public final class Share implements FileServer, Link, VirtioShare.Receiver {
    /** Bytes of requests that wait for the device; one more is refused. */
    private static final int MOST_WAITING = 4 << 20;

    private final Calls calls = new Calls(this::output, VirtioShare.MESSAGE);
    private final RemoteTree tree = new RemoteTree(this);
    private final FileService service = new FileService(this);
    private VirtioShare device;
    private Node root;

    private Share() {
    }

    /** Serves until the machine ends; a machine without such a device has no such service. */
    public static void main(String[] arguments) {
        Share share = new Share();
        VirtioShare device = VirtioShare.start(share);
        if (device == null) {
            return;
        }
        share.device = device;
        share.service.serve("share");
    }

    @Override
    public void attach(User user, String name, OpenFile authentication, Reply<Node> reply) throws StyxException {
        if (!name.isEmpty()) {
            throw new StyxException(Errno.ENOENT);
        }
        if (root != null) {
            root.duplicate(reply);
            return;
        }
        // Two that come first attach twice, and one of the roots is nobody's: that costs one fid of the host's.
        tree.attach(user, "", null, new Reply<>() {
            @Override
            public void ok(Node node) {
                root = node;
                try {
                    node.duplicate(reply);
                } catch (StyxException refused) {
                    reply.error(refused);
                }
            }

            @Override
            public void error(StyxException error) {
                reply.error(error);
            }

            @Override
            public void interrupted() {
                reply.interrupted();
            }

            @Override
            public boolean answered() {
                return reply.answered();
            }

            @Override
            public void onAbort(Runnable abort) {
                reply.onAbort(abort);
            }
        });
    }

    private void output(byte[] bytes, int offset, int length) {
        device.send(bytes, offset, length);
    }

    @Override
    public Calls calls() {
        return calls;
    }

    @Override
    public void agree(Runnable then) {
        Call version = calls.send(calls.request(MessageType.TVERSION).set(Field.MSIZE, VirtioShare.MESSAGE).set(Field.VERSION, Dialect.L.version()));
        version.whenDone(() -> {
            try {
                calls.agree(version.reply());
            } catch (StyxException e) {
                calls.end(e);
            }
            then.run();
        });
    }

    @Override
    public boolean congested() {
        return device.waiting() > MOST_WAITING;
    }

    /** The session lasts as long as the device. */
    @Override
    public void close() {
    }

    @Override
    public void answer(byte[] message) {
        service.run(() -> calls.receive(message, 0, message.length));
    }

    @Override
    public void end() {
        service.run(() -> calls.end(new StyxException(Errno.EIO)));
    }
}
