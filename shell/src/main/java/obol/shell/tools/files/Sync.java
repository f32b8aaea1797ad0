package obol.shell.tools.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import obol.channels.ChannelException;
import obol.channels.Services;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;
import obol.system.files.FileException;
import obol.system.files.Volumes;

/** {@code sync [FILE…]}: returns when the files, or all that was written to the machine's disks, would outlast a failure of power. */
public final class Sync {
    private Sync() {}

    public static void main(String[] arguments) {
        Invocation.main("sync", 1, Sync::run, arguments);
    }

    public static int run(Invocation call) throws UsageException {
        Options options = Options.parse(call.operands, "", "");
        if (options.operands().isEmpty()) volumes(call);
        for (String name : options.operands()) {
            try (FileChannel file = FileChannel.open(call.path(name), StandardOpenOption.READ)) {
                file.force(true);
            } catch (IOException e) {
                call.complain(name, e);
            }
        }
        return 0;
    }

    private static void volumes(Invocation call) {
        try (Volumes volumes = Services.connect(Volumes.class, "volumes")) {
            volumes.sync();
        } catch (FileException | ChannelException e) {
            call.complain(e.getMessage());
        }
    }
}
