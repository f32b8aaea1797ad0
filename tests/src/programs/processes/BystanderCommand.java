package processes;

/** {@code bystander ROUNDS}: a {@link Bystander} in the whole system. Prints {@code in time} or {@code late}, and the figures to standard error. */
public final class BystanderCommand {
    private BystanderCommand() {}

    public static void main(String[] arguments) throws Exception {
        Lateness measured = Lateness.measure(Integer.parseInt(arguments[0]));
        System.err.println("bystander: " + measured);
        System.out.println(measured.isLittle() ? "in time" : "late");
    }
}
