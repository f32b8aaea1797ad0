package mutants;

/** Stands for the class that is made when the number of mutants is known. */
final class Driver {
    static final int COUNT = Integer.parseInt("0");

    private Driver() { }

    static void run(int number) { }
}
