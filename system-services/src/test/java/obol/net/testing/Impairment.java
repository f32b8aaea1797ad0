package obol.net.testing;

/**
 * What a one-way wire does to frames. Rates are probabilities; delays are in nanoseconds.
 *
 * @param reorder of a frame to take up to {@code jitter} longer than others
 * @param bitsPerSecond 0 for no limit
 * @param queue bytes that wait for their turn on a wire with a limit; frames beyond are lost
 * @param mtu frames with a longer IP packet are lost, without a word
 */
public record Impairment(double loss, double duplication, double reorder, double corruption, long delay, long jitter, long bitsPerSecond,
        int queue,
        int mtu) {
    public static final Impairment NONE = new Impairment(0, 0, 0, 0, 50_000, 0, 0, 0, 65535);

    public Impairment loss(double rate) {
        return new Impairment(rate, duplication, reorder, corruption, delay, jitter, bitsPerSecond, queue, mtu);
    }

    public Impairment duplication(double rate) {
        return new Impairment(loss, rate, reorder, corruption, delay, jitter, bitsPerSecond, queue, mtu);
    }

    public Impairment reorder(double rate, long most) {
        return new Impairment(loss, duplication, rate, corruption, delay, most, bitsPerSecond, queue, mtu);
    }

    public Impairment corruption(double rate) {
        return new Impairment(loss, duplication, reorder, rate, delay, jitter, bitsPerSecond, queue, mtu);
    }

    public Impairment delay(long time) {
        return new Impairment(loss, duplication, reorder, corruption, time, jitter, bitsPerSecond, queue, mtu);
    }

    public Impairment rate(long bitsPerSecond, int queue) {
        return new Impairment(loss, duplication, reorder, corruption, delay, jitter, bitsPerSecond, queue, mtu);
    }

    public Impairment mtu(int most) {
        return new Impairment(loss, duplication, reorder, corruption, delay, jitter, bitsPerSecond, queue, most);
    }
}
