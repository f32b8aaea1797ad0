package crash;

import obol.channels.Program;

/** Dies of an exception while another thread of it waits. */
@Program("broken")
public final class Broken {
    private Broken() {}

    public static void main(String[] arguments) throws Exception {
        Thread waiting = new Thread(Broken::rest, "waiting");
        waiting.setDaemon(true);
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING) Thread.yield();
        throw new IllegalStateException("as it should");
    }

    private static void rest() {
        try {
            Thread.sleep(1_000_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
