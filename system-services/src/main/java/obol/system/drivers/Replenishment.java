package obol.system.drivers;

/**
 * When a device hears of the buffers that it gets back to fill. A notification leaves the machine, so it hears of a quarter of its buffers
 * at a time.
 *
 * <p>No device waits for ever: all buffers are always either the device's to fill, or filled and not taken back, as whoever takes one
 * gives it back at once. A device that found none to fill has looked behind all but those given back since, of which fewer than a
 * quarter may be unheard of. So the others are filled, and taking these back, which waits for no frame, makes up the quarter of which the
 * device hears.
 */
final class Replenishment {
    private final int portion;
    private int unheard;

    /** @param buffers how many the device has in all, at least 1 */
    Replenishment(int buffers) {
        portion = Math.max(1, buffers / 4);
    }

    /** A buffer has been given back; true: the device is to be told now. */
    boolean givenBack() {
        if (++unheard < portion) return false;
        unheard = 0;
        return true;
    }
}
