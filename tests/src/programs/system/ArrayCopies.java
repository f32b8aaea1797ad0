package system;

import java.util.Arrays;

/** System.arraycopy and clone: every short length, overlaps of both directions, element checks, errors. */
public final class ArrayCopies {
    private static final int MARGIN = 75;

    public static void main(String[] args) {
        boolean small = args.length > 0;
        int sum = 0;
        for (int length = 0; length < (small ? 20 : 2200); length = length < 140 ? length + 1 : length + 37) {
            for (int distance = -70; distance <= 70; distance += small ? 35 : length < 40 ? 1 : 7) {
                sum = 31 * sum + move(length, distance);
            }
        }
        System.out.println(sum);
        references();
        errors();
    }

    private static int move(int length, int distance) {
        byte[] bytes = new byte[length + 2 * MARGIN];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (i * 31 + length);
        byte[] before = bytes.clone();
        System.arraycopy(bytes, MARGIN, bytes, MARGIN + distance, length);
        for (int i = 0; i < bytes.length; i++) {
            int from = i - distance;
            boolean moved = from >= MARGIN && from < MARGIN + length;
            if (bytes[i] != before[moved ? from : i]) throw new AssertionError(length + " by " + distance + " at " + i);
        }
        return Arrays.hashCode(bytes);
    }

    private static void references() {
        Object[] objects = {1, "two", null, 4L};
        Comparable<?>[] comparables = new Comparable<?>[4];
        System.arraycopy(objects, 0, comparables, 0, 4);
        System.out.println(Arrays.toString(comparables));
        Object[] mixed = {"a", "b", 3, "d"};
        String[] strings = new String[4];
        try {
            System.arraycopy(mixed, 0, strings, 0, 4);
        } catch (ArrayStoreException e) {
            System.out.println(e.getMessage() + " " + Arrays.toString(strings));
        }
        int[][] rows = {{1}, {2, 3}};
        int[][] copy = rows.clone();
        System.out.println((copy != rows) + " " + (copy[1] == rows[1]) + " " + (copy.getClass() == rows.getClass()));
    }

    private static void errors() {
        attempt(new int[3], 1, new int[3], 1, 5);
        attempt(new int[3], -1, new int[3], 1, 1);
        attempt(new String[3], 1, new String[3], -1, 1);
        attempt(new long[3], 1, new long[3], 0, -1);
        attempt(new byte[3], 1, new byte[3], 2, 2);
        attempt(new int[3], Integer.MAX_VALUE, new int[3], 0, Integer.MAX_VALUE);
        attempt(new int[3], 0, new long[3], 0, 1);
        attempt(new int[3], 0, new String[3], 0, 1);
        attempt("text", 0, new int[3], 0, 1);
        attempt(new int[3], 0, "text", 0, 1);
        attempt(null, 0, new int[3], 0, 1);
    }

    private static void attempt(Object from, int fromIndex, Object to, int toIndex, int length) {
        try {
            System.arraycopy(from, fromIndex, to, toIndex, length);
            System.out.println("copied");
        } catch (ArrayStoreException | IndexOutOfBoundsException e) {
            System.out.println(e);
        } catch (NullPointerException e) {
            System.out.println("null");
        }
    }
}
