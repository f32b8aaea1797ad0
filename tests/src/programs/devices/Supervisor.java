package devices;

import obol.nucleus.abi.Child;
import obol.nucleus.abi.Processes;

/**
 * Kills a driver in the middle of a transfer, again and again; the last one then still finds its device and works. The first process. Its
 * words: the driver's program, what it does until it is killed, what the last one does; several words have colons between them.
 */
public final class Supervisor {
    private static final int TIMES = 20;
    private static final long SECOND = 1_000_000_000;

    private Supervisor() {}

    public static void main(String[] arguments) throws InterruptedException {
        for (int i = 0; i < TIMES; i++) {
            Child driver = Child.start(arguments[0], 16 << 20, arguments[1].split(":"));
            driver.await((20 + 7 * i % 50) * SECOND / 1000);
            driver.kill();
            driver.await(SECOND);
            if (driver.status() != 137 || Processes.audit() != 0) {
                System.out.println("status " + driver.status() + ", audit " + Processes.audit());
            }
            driver.release();
        }
        Child refused = Child.start("other", 16 << 20, arguments[2].split(":"));
        refused.await(SECOND);
        System.out.println("refused: " + refused.status());
        Child driver = Child.start(arguments[0], 16 << 20, arguments[2].split(":"));
        driver.await(Long.MAX_VALUE / 2);
        System.out.println("status " + driver.status());
    }
}
