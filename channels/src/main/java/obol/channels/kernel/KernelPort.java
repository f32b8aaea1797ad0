package obol.channels.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.channels.PeerGone;
import obol.channels.transport.Arrival;
import obol.channels.transport.Channel;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.channels.transport.Port;
import obol.channels.transport.Transport;
import obol.layout.KernelLayout.Info;
import obol.nucleus.abi.Links;
import obol.nucleus.abi.Messages;
import obol.nucleus.channel.Result;

/** Where calls arrive. Knows of its channels those that were made here and those with a call. */
final class KernelPort implements Port {
    private final long handle;
    private final boolean lasting;
    /** By their handles. Guarded by this. */
    private final Map<Long, KernelChannel> channels = new HashMap<>();
    /** The one asked for last, or null: mostly it is asked for again. Written under the guard of this. */
    private volatile KernelChannel last;
    private List<Channel> atClose = List.of();
    private volatile boolean closed;

    /** @param lasting it stays open without channels @param name for messages */
    KernelPort(boolean lasting, String name) {
        this.lasting = lasting;
        handle = Messages.port(lasting, name.getBytes(StandardCharsets.UTF_8));
        if (handle == 0) {
            throw Mail.noRoom();
        }
    }

    /** A connector to this port, for channels with this fingerprint. */
    KernelConnector connector(String fingerprint) {
        long connector = Links.connector(handle, KernelLink.firstHalf(fingerprint), KernelLink.secondHalf(fingerprint));
        if (connector == 0) {
            throw Mail.noRoom();
        }
        return new KernelConnector(connector);
    }

    @Override
    public Link channel(String fingerprint, Object attachment) {
        long link = Links.connect(handle, KernelLink.firstHalf(fingerprint), KernelLink.secondHalf(fingerprint));
        if (link == 0) {
            throw Mail.noRoom();
        }
        if (link < 0) {
            throw new PeerGone("the door is closed");
        }
        known(Links.info(link, Info.OTHER_END)).attachment = attachment;
        return new KernelLink(link);
    }

    private KernelChannel known(long channel) {
        KernelChannel before = last;
        return before != null && before.handle == channel ? before : find(channel);
    }

    private synchronized KernelChannel find(long channel) {
        KernelChannel found = channels.computeIfAbsent(channel, each -> new KernelChannel(this, each));
        last = found;
        return found;
    }

    synchronized void forget(KernelChannel channel) {
        channels.remove(channel.handle);
        last = null;
    }

    @Override
    public Arrival next(long deadline) {
        while (true) {
            Watch.sweep();
            long arrived = Links.next(handle, deadline);
            if (arrived > 0) {
                Arrival call = call(known(arrived));
                if (call != null) {
                    return call;
                }
            } else if (arrived < Result.LAST) {
                KernelChannel ended = known(-arrived);
                forget(ended);
                return new Arrival(Arrival.Kind.CLOSED, ended, 0, null, Transport.NEVER);
            } else {
                return null;
            }
        }
    }

    private static Arrival call(KernelChannel channel) {
        long size = Messages.letterSize();
        try {
            if (Messages.isSmall(size)) {
                long ordinal = Messages.letterHead(0);
                long deadline = Messages.letterHead(1);
                Message request = Mail.letter(size);
                return new Arrival(Arrival.Kind.CALL, channel, ordinal, request, deadline);
            }
            long[] head = Mail.head(size);
            Message request = Mail.take(channel.handle, size, head);
            return request == null ? null : new Arrival(Arrival.Kind.CALL, channel, head[0], request, head[1]);
        } catch (OutOfMemoryError full) {
            channel.fault("the service cannot take what was sent: " + full.getMessage());
            return null;
        }
    }

    @Override
    public boolean ready() {
        return Links.info(handle, Info.READY) > 0;
    }

    @Override
    public boolean isOpen() {
        if (!closed && !lasting && Links.info(handle, Info.OPEN) <= 0) {
            close(); // with its last channel: nobody may ask again
        }
        return !closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            atClose = new ArrayList<>(channels.values());
            channels.clear();
            last = null;
        }
        Links.close(handle);
    }

    @Override
    public synchronized List<Channel> channels() {
        return closed ? atClose : new ArrayList<>(channels.values());
    }
}
