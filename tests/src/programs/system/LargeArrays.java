package system;

/** Arrays that are cleared and copied in several pieces, with collections in between. */
public final class LargeArrays {
    private static final int LENGTH = 700_001;

    private LargeArrays() {}

    public static void main(String[] arguments) {
        int step = arguments.length > 0 ? 50_021 : 1;
        int wrong = 0;
        for (int[] copy : new int[][] {{0, 3}, {5, 0}, {0, 300_000}, {300_000, 1}, {7, 7}}) {
            wrong += numbers(copy[0], copy[1], step);
        }
        System.out.println("numbers " + wrong);
        System.out.println("references " + references(step));
        for (int n : new int[] {262_143, 262_144, 262_145, 524_288, 524_289}) {
            byte[] bytes = new byte[n];
            bytes[0] = 1;
            bytes[n - 1] = 2;
            bytes[n / 2] = 3;
            byte[] copy = new byte[n + 2];
            System.arraycopy(bytes, 0, copy, 1, n);
            System.out.println(n + " " + copy[0] + copy[1] + copy[n / 2 + 1] + copy[n] + copy[n + 1]);
        }
        for (int n : new int[] {(1 << 20) - 16, (1 << 20) - 12, 1 << 20, (1 << 20) + 1, 3 << 20}) {
            byte[] dirty = new byte[n];
            for (int i = 0; i < n; i += step) dirty[i] = 1;
            byte[] fresh = new byte[n];
            int ones = 0;
            for (int i = 0; i < n; i += step) ones += dirty[i] - fresh[i];
            System.out.println(fresh.length + " " + (ones == (n + step - 1) / step));
        }
    }

    /** Copies an array onto itself; how many places do not hold what they should. */
    private static int numbers(int from, int to, int step) {
        long[] numbers = new long[LENGTH];
        int wrong = 0;
        for (int i = 0; i < LENGTH; i += step) wrong += numbers[i] == 0 ? 0 : 1;
        for (int i = 0; i < LENGTH; i += step) numbers[i] = i * 0x9E3779B97F4A7C15L;
        long[] before = numbers.clone();
        int length = LENGTH - Math.max(from, to);
        System.arraycopy(numbers, from, numbers, to, length);
        for (int i = 0; i < LENGTH; i += step) {
            boolean copied = i >= to && i - to < length;
            wrong += before[i] == i * 0x9E3779B97F4A7C15L && (copied || numbers[i] == before[i]) ? 0 : 1;
        }
        for (int i = 0; i < length; i += step) wrong += numbers[to + i] == before[from + i] ? 0 : 1;
        return wrong;
    }

    /** Only the copy refers to the elements. */
    private static int references(int step) {
        int apart = Math.max(step, 1000);
        Object[] objects = new Object[LENGTH];
        for (int i = 0; i < LENGTH; i += apart) objects[i] = new int[] {i};
        Object[] copy = objects.clone();
        System.arraycopy(copy, 0, copy, 1, LENGTH - 1);
        objects = null;
        System.gc();
        int wrong = 0;
        for (int i = 0; i + 1 < LENGTH; i += apart) wrong += ((int[]) copy[i + 1])[0] == i ? 0 : 1;
        return wrong;
    }
}
