package obol.shell.tools.files;

import java.io.IOException;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code cat [-u] [FILE…]}: the files one after the other, each piece as soon as it is read. */
public final class Cat {
    private Cat() {}

    public static void main(String[] arguments) {
        Invocation.main("cat", 1, Cat::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        byte[] piece = new byte[65536];
        for (String file : Options.parse(call.operands, "u", "").inputs()) {
            call.withInput(file, in -> {
                for (int length = in.read(piece); length > 0; length = in.read(piece)) {
                    call.out.write(piece, 0, length);
                    call.out.flush();
                }
            });
        }
        return 0;
    }
}
