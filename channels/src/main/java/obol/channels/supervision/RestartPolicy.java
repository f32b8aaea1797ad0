package obol.channels.supervision;

/**
 * A {@link Restart} as data.
 *
 * @param most    starts again, within {@code seconds}, that are allowed; both at least 1
 */
public record RestartPolicy(Restart.When when, int most, int seconds) {
    /** @throws IllegalArgumentException if a number is less than 1 */
    public RestartPolicy {
        if (most < 1 || seconds < 1) {
            throw new IllegalArgumentException("@Restart needs most and seconds of at least 1");
        }
    }

    /** Three words, which {@link #parse} reads. */
    public String text() {
        return when.name() + ' ' + most + ' ' + seconds;
    }

    /** @throws IllegalArgumentException if these are not its words */
    public static RestartPolicy parse(String when, String most, String seconds) {
        return new RestartPolicy(Restart.When.valueOf(when), Integer.parseInt(most), Integer.parseInt(seconds));
    }
}
