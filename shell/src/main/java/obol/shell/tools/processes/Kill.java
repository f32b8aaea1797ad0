package obol.shell.tools.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code kill [-s kill|stop|start] PID…}: writes the word to {@code /proc/PID/ctl}; without {@code -s} ends the processes. */
public final class Kill {
    private Kill() {}

    public static void main(String[] arguments) {
        Invocation.main("kill", 1, Kill::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "", "s");
        options.count(1, Integer.MAX_VALUE);
        byte[] request = options.value('s', "kill").getBytes(StandardCharsets.UTF_8);
        for (String number : options.operands()) {
            Options.number(number);
            if (!Files.exists(call.path("/proc/" + number))) {
                call.complain(number + ": no such process");
                continue;
            }
            try (OutputStream control = Files.newOutputStream(call.path("/proc/" + number + "/ctl"), StandardOpenOption.WRITE)) {
                control.write(request);
            } catch (IOException e) {
                call.complain(number, e);
            }
        }
        return 0;
    }
}
