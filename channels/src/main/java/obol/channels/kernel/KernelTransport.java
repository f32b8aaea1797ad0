package obol.channels.kernel;

/** Channels over the nucleus. */
public final class KernelTransport {
    private KernelTransport() {
    }

    /** Names are looked up there from now on. For the process that is the name service. */
    public static void useDirectory(Directory directory) {
        throw new UnsupportedOperationException("KernelTransport.useDirectory");
    }
}
