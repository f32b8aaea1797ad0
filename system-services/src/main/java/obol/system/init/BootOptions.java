package obol.system.init;

import java.util.Optional;
import java.util.List;

/**
 * What the machine was started for, from words as {@code obol-hosted} takes them. Options that others see to are passed over:
 * {@code --with} is the loader's, {@code --dial} that of the service outside, {@code --cpus} is the nucleus's.
 *
 * @param commands of {@code -c}, in place of an interactive shell
 * @param clients  whether 9P clients are to be answered
 * @param memory   most bytes for the heaps of all processes, 0: as the nucleus thinks fit
 * @param network  whether the machine is to be on the network from the start
 * @param share    what is mounted as the folder that the host shares: the device's, or where a server of it is dialled
 * @param disk     whether the machine has a disk; the nucleus gives it what that is
 * @param sealed   whether the nucleus lets Linux end the process where it asks for more than it needs
 */
record BootOptions(Optional<String> commands, boolean clients, long memory, boolean network, Optional<String> share, boolean disk,
        boolean sealed) {
    private static final List<String> OTHERS = List.of("--with", "--dial", "--cpus");
    /** These have no value. */
    private static final String NET = "--net", SEAL = "--seal", SHARE = "--share";
    /** The host's folder where there is no device for it. */
    private static final String SHARE_AT = "--share-at", DIALLED = "tcp!";
    private static final String DEVICE = "share";
    /** With which the shell starts and a pipe of some programs runs. */
    private static final long LEAST_MEMORY = 4 << 20;
    private static final int MOST_PORT = 65535;

    /** @throws IllegalArgumentException naming the word that is none of these, or that lacks its value, or the value that is wrong */
    static BootOptions parse(List<String> words) {
        Optional<String> commands = Optional.empty();
        boolean port = false;
        long memory = 0;
        boolean network = false;
        Optional<String> share = Optional.empty();
        boolean disk = false;
        boolean sealed = false;
        for (int i = 0; i < words.size(); i += isFlag(words.get(i)) ? 1 : 2) {
            String option = words.get(i);
            if (isFlag(option)) {
                network |= option.equals(NET);
                if (option.equals(SHARE)) {
                    share = Optional.of(DEVICE);
                }
                sealed |= option.equals(SEAL);
                continue;
            }
            boolean known = switch (option) {
                case "-c", "--port", "--mem", "--disk", SHARE_AT -> true;
                default -> OTHERS.contains(option);
            };
            if (!known) {
                throw new IllegalArgumentException("unknown option " + option);
            }
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            String value = words.get(i + 1);
            switch (option) {
                case "-c" -> commands = Optional.of(value);
                case "--port" -> {
                    port = true;
                    if (number(value) < 0 || number(value) > MOST_PORT) {
                        throw new IllegalArgumentException("--port " + value + ": not a port");
                    }
                }
                case "--mem" -> memory = memory(value);
                case "--disk" -> disk = true;
                case SHARE_AT -> {
                    if (!value.startsWith(DIALLED) || value.indexOf(' ') >= 0) {
                        throw new IllegalArgumentException(SHARE_AT + " " + value + ": not tcp!HOST!PORT");
                    }
                    share = Optional.of(value);
                }
                default -> { }
            }
        }
        return new BootOptions(commands, port || commands.isEmpty(), memory, network, share, disk, sealed);
    }

    private static boolean isFlag(String option) {
        return option.equals(NET) || option.equals(SEAL) || option.equals(SHARE);
    }

    private static long memory(String size) {
        int last = size.length() - 1;
        int shift = last < 0 ? 0 : switch (size.charAt(last)) {
            case 'K' -> 10;
            case 'M' -> 20;
            case 'G' -> 30;
            default -> 0;
        };
        long count = number(shift == 0 ? size : size.substring(0, last));
        if (count < 0) {
            throw new IllegalArgumentException("--mem " + size + ": not a size");
        }
        if (count << shift < LEAST_MEMORY) {
            throw new IllegalArgumentException("--mem " + size + ": the least that boots is " + (LEAST_MEMORY >> 20) + "M");
        }
        return count << shift;
    }

    /** A number of at most nine digits; -1: it is none. */
    private static long number(String text) {
        long number = text.isEmpty() || text.length() > 9 ? -1 : 0;
        for (int i = 0; i < text.length() && number >= 0; i++) {
            char c = text.charAt(i);
            number = c < '0' || c > '9' ? -1 : 10 * number + c - '0';
        }
        return number;
    }
}
