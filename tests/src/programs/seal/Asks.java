package obol.nucleus;

/** Makes the system call that its last word tells, NUMBER or NUMBER,ARGUMENT,ARGUMENT,ARGUMENT, and prints that it lived. */
public final class Asks {
    private Asks() {}

    public static void main(String[] words) {
        String[] numbers = words[words.length - 1].split(",");
        long[] call = new long[4];
        for (int i = 0; i < numbers.length; i++) call[i] = Long.parseLong(numbers[i]);
        Machine.systemCall(call[0], call[1], call[2], call[3], 0, 0, 0);
        System.out.println("lives");
    }
}
