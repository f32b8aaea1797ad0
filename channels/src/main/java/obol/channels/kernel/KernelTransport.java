package obol.channels.kernel;

import obol.channels.naming.Directory;
import obol.channels.naming.LocalDirectory;
import obol.channels.naming.RemoteDirectory;
import obol.channels.transport.Later;
import obol.channels.transport.Link;
import obol.channels.transport.Memory;
import obol.channels.transport.Port;
import obol.channels.transport.Transport;
import obol.nucleus.abi.ExchangeMemory;
import obol.nucleus.abi.Links;

/** Channels over the nucleus. One for each process: what {@code Platform.transport()} is in an image. */
public final class KernelTransport implements Transport {
    /** The process's own. */
    public static final KernelTransport INSTANCE = new KernelTransport();

    private final Directory directory;

    private KernelTransport() {
        Link names = Birth.names();
        directory = names == null ? new LocalDirectory() : new RemoteDirectory(names);
    }

    /** A port that stays open without channels, and has no name that others could ask for: the words are for messages. */
    public static Port lasting(String words) {
        return new KernelPort(true, words);
    }

    @Override
    public Link connect(String service, long deadline) {
        return directory.connect(service, deadline);
    }

    @Override
    public String contractOf(String service) {
        return directory.contractOf(service);
    }

    @Override
    public Port open(String service, String fingerprint, String canonicalText) {
        KernelPort port = new KernelPort(true, service);
        try {
            directory.register(service, fingerprint, canonicalText, port.connector(fingerprint));
        } catch (RuntimeException refused) {
            port.close();
            throw refused;
        }
        return port;
    }

    @Override
    public Port open(String label) {
        return new KernelPort(false, label);
    }

    @Override
    public Memory allocate(int bytes) {
        Watch.sweep();
        long block = ExchangeMemory.allocate(bytes);
        if (block == 0) {
            throw Mail.noRoom();
        }
        return new KernelMemory(block);
    }

    @Override
    public Later.Pair later(int room) {
        return KernelLater.open(room);
    }

    @Override
    public long events() {
        return Links.awaitEvent(-1, 0); // the count is never that, so this does not wait
    }

    @Override
    public boolean awaitEvent(long seen, long deadline) {
        Watch.sweep();
        return Links.awaitEvent(seen, deadline) != seen;
    }

    @Override
    public void signal() {
        Links.signal();
    }
}
