package obol.shell.tools.processes;

import java.math.BigDecimal;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code sleep SECONDS}: waits; the seconds may have a fraction. */
public final class Sleep {
    private Sleep() {}

    public static void main(String[] arguments) {
        Invocation.main("sleep", 1, Sleep::run, arguments);
    }

    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE / 1_000_000_000);

    public static int run(Invocation call) throws UsageException {
        Options options = Options.parse(call.operands, "", "");
        options.count(1, 1);
        long nanoseconds = nanoseconds(options.operands().get(0));
        try {
            Thread.sleep(nanoseconds / 1_000_000, (int) (nanoseconds % 1_000_000));
        } catch (InterruptedException e) {
            return 130;
        }
        return 0;
    }

    public static long nanoseconds(String seconds) throws UsageException {
        try {
            BigDecimal exact = new BigDecimal(seconds);
            if (exact.signum() >= 0) return exact.min(LONGEST).movePointRight(9).longValue();
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UsageException(seconds + ": not a number of seconds");
    }
}
