package obol.shell.tools.net;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;
import obol.system.dial.Connection;
import obol.system.dial.Dial;

/**
 * {@code fetch [-i] [-o FILE] URL}: gets what stands at a URL of HTTP (RFC 9112, as a client of HTTP/1.1), and writes it to standard output
 * or a file. Follows {@link #MOST_REDIRECTIONS} redirections. {@code -i}: the head of the answer first. Status 1 unless the answer is 2xx.
 */
public final class Fetch {
    private static final int MOST_REDIRECTIONS = 5;

    private Fetch() {}

    public static void main(String[] arguments) {
        Invocation.main("fetch", 1, Fetch::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "i", "o");
        options.count(1, 1);
        Url url = Url.parse(options.operands().get(0));
        for (int redirections = 0; ; redirections++) {
            try (Connection connection = Dial.dial("tcp!" + url.host() + "!" + url.port())) {
                HttpAnswer answer = HttpAnswer.get(connection, url);
                String location = answer.header("location");
                if (answer.isRedirection() && location != null) {
                    if (redirections == MOST_REDIRECTIONS) throw new IOException("too many redirections");
                    url = url.resolve(location);
                    continue;
                }
                if (options.has('i')) call.out.print(answer.head());
                if (!answer.isSuccess()) call.complain(answer.status());
                if (options.has('o')) {
                    try (OutputStream file = Files.newOutputStream(call.path(options.value('o', "")))) {
                        answer.body(file);
                    }
                } else {
                    answer.body(call.out);
                }
                return 0;
            }
        }
    }
}
