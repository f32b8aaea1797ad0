package obol.shell.tools.processes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code check}: {@code /dev/check}, the account of all that processes have; status 1 if something is missing or nobody's. */
public final class Check {
    private Check() {}

    public static void main(String[] arguments) {
        Invocation.main("check", 2, Check::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options.parse(call.operands, "", "").count(0, 0);
        try (InputStream in = Files.newInputStream(call.path("/dev/check"))) {
            String account = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            call.out.print(account);
            return account.endsWith("clean\n") ? 0 : 1;
        }
    }
}
