package obol.shell.tools.processes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code uptime}: how long ago the first process was started: {@code up D days, H:MM:SS}. */
public final class Uptime {
    private static final long DAY = 86_400;

    private Uptime() {}

    public static void main(String[] arguments) {
        Invocation.main("uptime", 1, Uptime::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options.parse(call.operands, "", "").count(0, 0);
        long now;
        try (InputStream in = Files.newInputStream(call.path("/dev/time"))) {
            now = Long.parseLong(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
        } catch (NumberFormatException e) {
            throw new IOException("/dev/time is no number");
        }
        call.out.print(format(Math.max(now - ProcessStatus.of(call, "1").number("started"), 0) / 1_000_000));
        return 0;
    }

    static String format(long seconds) {
        long days = seconds / DAY;
        String before = days == 0 ? "up " : days == 1 ? "up 1 day, " : "up " + days + " days, ";
        return before + seconds % DAY / 3600 + ":" + twoDigits(seconds / 60 % 60) + ":" + twoDigits(seconds % 60) + "\n";
    }

    private static String twoDigits(long number) {
        return (number < 10 ? "0" : "") + number;
    }
}
