package obol.system.servers.dev;

import java.util.function.Supplier;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.styx.ram.Directory;
import obol.styx.ram.RamTree;
import obol.styx.ram.Synthetic;
import obol.styx.server.FileServer;
import obol.system.carrier.Outside;

/** Those files of {@code /dev} for which one must know who asks: the first process serves them. A user's name here is the number of a process. */
public final class MachineTree {
    /** What is asked of the first process. */
    public interface Owner {
        /** Nanoseconds since 1970. */
        long now();

        /** The name of a process. */
        String name(int process);

        /** The process may end the machine. */
        boolean mayHalt(int process);

        /** Ends the machine, soon. @param status 0 to 255, or {@code Outside.RESTART} */
        void halt(int status);

        /** Why the machine cannot be started again; null if it can. */
        String staysDown();

        /** Devices, a line each. */
        String drivers();
    }

    private MachineTree() {
    }

    public static FileServer of(Owner owner, Log log) {
        RamTree tree = new RamTree(owner::now, 1 << 20, "obol", 0555);
        Directory root = tree.root();
        Synthetic lines = Synthetic.text(log::text);
        Supplier<String> drivers = owner::drivers;
        try {
            root.synthetic("drivers", 0444, Synthetic.text(drivers));
            root.synthetic("log", 0666, (user, mode) -> mode.writes()
                ? Synthetic.command((who, text) -> log.add(owner.name(number(user.name())), text)).open(user, mode) : lines.open(user, mode));
            root.synthetic("logfollow", 0444, (user, mode) -> log.follow());
            root.synthetic("reboot", 0222, (user, mode) -> Synthetic.command((who, text) -> end(owner, number(user.name()), text)).open(user, mode));
        } catch (StyxException full) {
            throw new IllegalStateException("the files of /dev", full);
        }
        return tree;
    }

    private static int number(String process) {
        return Integer.parseInt(process);
    }

    private static void end(Owner owner, int process, String command) throws StyxException {
        String[] words = command.split(" ");
        boolean restart = command.equals("reboot");
        boolean status = words.length == 2 && words[1].matches("[0-9]{1,3}") && Integer.parseInt(words[1]) < 256;
        if (!restart && (!words[0].equals("halt") || words.length > 1 && !status)) {
            throw new StyxException(Errno.EINVAL, "unknown control request");
        }
        if (!owner.mayHalt(process)) {
            throw new StyxException(Errno.EACCES);
        }
        if (restart && owner.staysDown() != null) {
            throw new StyxException(Errno.EOPNOTSUPP, "reboot: " + owner.staysDown());
        }
        owner.halt(restart ? Outside.RESTART : status ? Integer.parseInt(words[1]) : 0);
    }
}
