package mutants;

/** Runs all mutants, each until it ends or takes too long. */
public final class Main {
    private Main() { }

    public static void main(String[] arguments) {
        int ended = 0;
        int threw = 0;
        for (int i = 0; i < Driver.COUNT; i++) {
            Checks.begin();
            try {
                Driver.run(i);
                ended++;
            } catch (Throwable e) {
                threw++;
            }
        }
        System.out.println("mutants: " + ended + " ended, " + threw + " threw, " + Checks.checked() + " checks");
    }
}
