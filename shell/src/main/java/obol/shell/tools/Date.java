package obol.shell.tools;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code date [-u] [+FORMAT]}: the time, always UTC. FORMAT has the conversions of POSIX that do not depend on a week number, and {@code %s}, {@code %F}, {@code %N}. */
public final class Date {
    private Date() {}

    public static void main(String[] arguments) {
        Invocation.main("date", 1, Date::run, arguments);
    }

    private static final String DEFAULT = "%a %b %e %H:%M:%S %Z %Y";
    private static final String[] DAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    private static final String[] MONTHS = {
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "u", "");
        options.count(0, 1);
        String format = DEFAULT;
        if (!options.operands().isEmpty()) {
            String operand = options.operands().get(0);
            if (!operand.startsWith("+")) throw new UsageException(operand + ": setting the time is not supported");
            format = operand.substring(1);
        }
        call.out.print(format(format, Instant.now()) + "\n");
        return 0;
    }

    public static String format(String format, Instant time) throws UsageException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '%' && i + 1 < format.length()) convert(text, format.charAt(++i), time);
            else text.append(c);
        }
        return text.toString();
    }

    private static void convert(StringBuilder text, char conversion, Instant time) throws UsageException {
        LocalDateTime date = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        int hour12 = (date.getHour() + 11) % 12 + 1;
        switch (conversion) {
            case 'a' -> text.append(DAYS[date.getDayOfWeek().ordinal()], 0, 3);
            case 'A' -> text.append(DAYS[date.getDayOfWeek().ordinal()]);
            case 'b', 'h' -> text.append(MONTHS[date.getMonthValue() - 1], 0, 3);
            case 'B' -> text.append(MONTHS[date.getMonthValue() - 1]);
            case 'c' -> text.append(format("%a %b %e %H:%M:%S %Y", time));
            case 'C' -> number(text, date.getYear() / 100, 2, '0');
            case 'd' -> number(text, date.getDayOfMonth(), 2, '0');
            case 'D', 'x' -> text.append(format("%m/%d/%y", time));
            case 'e' -> number(text, date.getDayOfMonth(), 2, ' ');
            case 'F' -> text.append(format("%Y-%m-%d", time));
            case 'H' -> number(text, date.getHour(), 2, '0');
            case 'I' -> number(text, hour12, 2, '0');
            case 'j' -> number(text, date.getDayOfYear(), 3, '0');
            case 'm' -> number(text, date.getMonthValue(), 2, '0');
            case 'M' -> number(text, date.getMinute(), 2, '0');
            case 'n' -> text.append('\n');
            case 'N' -> number(text, time.getNano(), 9, '0');
            case 'p' -> text.append(date.getHour() < 12 ? "AM" : "PM");
            case 'r' -> text.append(format("%I:%M:%S %p", time));
            case 'R' -> text.append(format("%H:%M", time));
            case 's' -> text.append(time.getEpochSecond());
            case 'S' -> number(text, date.getSecond(), 2, '0');
            case 't' -> text.append('\t');
            case 'T', 'X' -> text.append(format("%H:%M:%S", time));
            case 'u' -> text.append(date.getDayOfWeek().getValue());
            case 'w' -> text.append(date.getDayOfWeek().getValue() % 7);
            case 'y' -> number(text, date.getYear() % 100, 2, '0');
            case 'Y' -> text.append(date.getYear());
            case 'Z' -> text.append("UTC");
            case '%' -> text.append('%');
            default -> throw new UsageException("%" + conversion + " is not supported");
        }
    }

    private static void number(StringBuilder text, int number, int width, char fill) {
        String digits = Integer.toString(number);
        for (int i = digits.length(); i < width; i++) text.append(fill);
        text.append(digits);
    }
}
