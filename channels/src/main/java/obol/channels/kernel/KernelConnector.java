package obol.channels.kernel;

import obol.channels.naming.Connector;
import obol.channels.transport.Link;
import obol.layout.KernelLayout.Info;
import obol.layout.KernelLayout;
import obol.nucleus.abi.Links;

/** A connector by its handle. */
final class KernelConnector extends Held implements Connector {
    KernelConnector(long handle) {
        super(KernelLayout.CONNECTOR, handle);
    }

    @Override
    public Link connect() {
        long link = Links.connect(handle(), 0, 0);
        if (link == 0) {
            throw Mail.noRoom();
        }
        return link < 0 ? null : new KernelLink(link);
    }

    @Override
    public boolean isOpen() {
        return Links.info(handle(), Info.OPEN) > 0;
    }
}
