package obol.shell.language;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import obol.shell.language.Command.Redirection;
import obol.shell.language.OperatingSystem.OpenFile;
import obol.shell.language.OperatingSystem.OpenMode;
import obol.shell.language.OperatingSystem.Streams;

/** The streams of a command after its redirections; owns the files that they opened. */
final class Redirected implements AutoCloseable {
    private final List<OpenFile> opened = new ArrayList<>();
    private Streams streams;

    private Redirected(Streams streams) {
        this.streams = streams;
    }

    /** Opens them in the order of the text. Throws with a message for the user, and then leaves none open. */
    static Redirected open(List<Redirection> redirections, Streams streams, State state, OperatingSystem system) throws IOException {
        Redirected redirected = new Redirected(streams);
        for (Redirection redirection : redirections) {
            String target = new Expansion(state, system).single(redirection.target());
            try {
                redirected.add(redirection, target, state, system);
            } catch (IOException e) {
                redirected.close();
                String what = redirection.kind() == Redirection.Kind.READ ? "cannot open " : "cannot create ";
                throw new IOException(what + target + ": " + e.getMessage());
            }
        }
        return redirected;
    }

    private void add(Redirection redirection, String target, State state, OperatingSystem system) throws IOException {
        if (redirection.kind() == Redirection.Kind.SAME_AS) {
            streams = streams.with(redirection.descriptor(), streams.of(target.charAt(0) - '0'));
            return;
        }
        if (target.isEmpty()) throw new IOException("file does not exist");
        OpenMode mode = switch (redirection.kind()) {
            case READ -> OpenMode.READ;
            case APPEND -> OpenMode.APPEND;
            default -> OpenMode.TRUNCATE;
        };
        OpenFile file = system.open(Paths.resolve(state.directory, target), mode);
        opened.add(file);
        streams = streams.with(redirection.descriptor(), file);
    }

    Streams streams() {
        return streams;
    }

    @Override
    public void close() {
        for (OpenFile file : opened) file.close();
    }
}
