package obol.shell.system;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;
import obol.shell.language.OperatingSystem.Inside;
import obol.system.files.FileException;
import obol.system.namespace.Namespace;
import obol.system.namespace.Order;
import obol.system.namespace.PathName;

/**
 * {@code bind [-abcr] NEW OLD}, {@code mount [-abcpr] SERVICE DIRECTORY [TREE]}, {@code unmount [WHAT] DIRECTORY} and {@code close}: they
 * change the shell's namespace, which the programs get that are started afterwards.
 */
final class NamespaceCommands {
    private static final String BIND_FLAGS = "abcr";
    private static final String MOUNT_FLAGS = BIND_FLAGS + "p";

    /** Before the path of a file that is mounted as a tree. */
    private static final List<String> ARCHIVES = List.of("tar!", "zip!");

    private final Namespace namespace;
    private final Runnable changed;

    private NamespaceCommands(Namespace namespace, Runnable changed) {
        this.namespace = namespace;
        this.changed = changed;
    }

    static Map<String, Inside> of(Namespace namespace, Runnable changed) {
        NamespaceCommands commands = new NamespaceCommands(namespace, changed);
        return Map.of(
                "bind", (operands, directory, streams) -> commands.run(BIND_FLAGS, 2, 2, operands, directory, commands::bind),
                "mount", (operands, directory, streams) -> commands.run(MOUNT_FLAGS, 2, 3, operands, directory, commands::mount),
                "unmount", (operands, directory, streams) -> commands.run("", 1, 2, operands, directory, commands::unmount),
                "close", (operands, directory, streams) -> commands.run("", 0, 0, operands, directory, commands::close));
    }

    private interface Action {
        void run(Options options, List<String> operands, String directory) throws FileException;
    }

    private int run(String flags, int least, int most, List<String> words, String directory, Action action) throws IOException {
        Options options;
        try {
            options = Options.parse(words, flags, "");
            options.count(least, most);
            int orders = (options.has('a') ? 1 : 0) + (options.has('b') ? 1 : 0) + (options.has('r') ? 1 : 0);
            if (orders > 1) throw new UsageException("-a, -b and -r exclude each other");
        } catch (UsageException e) {
            throw new IOException(e.getMessage());
        }
        try {
            action.run(options, options.operands(), directory);
        } catch (FileException e) {
            throw new IOException(String.join(" ", options.operands()) + ": " + SharedFile.failure(e).getMessage());
        }
        changed.run();
        return 0;
    }

    private void bind(Options options, List<String> operands, String directory) throws FileException {
        namespace.bind(path(directory, operands.get(0)), path(directory, operands.get(1)), order(options), options.has('c'));
    }

    private void mount(Options options, List<String> operands, String directory) throws FileException {
        String tree = operands.size() > 2 ? operands.get(2) : "";
        String service = service(directory, operands.get(0));
        namespace.mount(service, path(directory, operands.get(1)), order(options), options.has('c'), options.has('p'), tree);
    }

    /** As it is kept: with absolute paths, of a service's folder or of an archive. */
    private static String service(String directory, String named) throws FileException {
        for (String archive : ARCHIVES) {
            if (named.startsWith(archive)) {
                return archive + path(directory, named.substring(archive.length()));
            }
        }
        return isPath(named) ? path(directory, named) : named;
    }

    private void close(Options options, List<String> operands, String directory) throws FileException {
        namespace.close();
    }

    /** What was mounted is named as it was: a service's name, or else a path. */
    private void unmount(Options options, List<String> operands, String directory) throws FileException {
        int last = operands.size() - 1;
        String what = last == 0 ? null : operands.get(0);
        boolean service = what != null && !isPath(what) && (what.indexOf('/') < 0 || what.indexOf('!') >= 0);
        namespace.unmount(what == null ? null : service ? service(directory, what) : path(directory, what),
                path(directory, operands.get(last)));
    }

    /** Whether a service is named by the path of its folder. */
    private static boolean isPath(String service) {
        return service.startsWith("/") || service.startsWith(".");
    }

    private static String path(String directory, String path) throws FileException {
        return PathName.canonical(directory, path);
    }

    private static Order order(Options options) {
        return options.has('a') ? Order.AFTER : options.has('b') ? Order.BEFORE : Order.REPLACE;
    }
}
