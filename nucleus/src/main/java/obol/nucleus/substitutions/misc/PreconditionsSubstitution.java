package obol.nucleus.substitutions.misc;

import java.util.List;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("jdk.internal.util.Preconditions")
final class PreconditionsSubstitution {
    private PreconditionsSubstitution() {}

    @Substitute(reason = "the original calls String.format, which brings Formatter, regex, BigDecimal and java.time into every program")
    private static String outOfBoundsMessage(String check, List<? extends Number> args) {
        if (check == null && args == null) {
            return "Range check failed";
        }
        if (check == null) {
            return "Range check failed: " + args;
        }
        if (args == null) {
            return "Range check failed: " + check;
        }
        if (check.equals("checkIndex") && args.size() == 2) {
            return "Index " + args.get(0) + " out of bounds for length " + args.get(1);
        }
        if (check.equals("checkFromToIndex") && args.size() == 3) {
            return "Range [" + args.get(0) + ", " + args.get(1) + ") out of bounds for length " + args.get(2);
        }
        if (check.equals("checkFromIndexSize") && args.size() == 3) {
            return "Range [" + args.get(0) + ", " + args.get(0) + " + " + args.get(1) + ") out of bounds for length " + args.get(2);
        }
        return "Range check failed: " + check + " " + args;
    }
}
