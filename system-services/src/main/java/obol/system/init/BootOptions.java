package obol.system.init;

import java.util.Optional;
import java.util.List;

/**
 * What the machine was started for, from words as {@code obol-hosted} takes them. Options that others see to are passed over:
 * {@code --mem} is the nucleus's, {@code --with} the loader's, {@code --dial} the carrier's.
 *
 * @param commands of {@code -c}, in place of an interactive shell
 * @param clients  whether 9P clients are to be answered
 */
record BootOptions(Optional<String> commands, boolean clients) {
    private static final List<String> OTHERS = List.of("--mem", "--with", "--dial");

    /** @throws IllegalArgumentException naming the word that is none of these, or that lacks its value */
    static BootOptions parse(List<String> words) {
        Optional<String> commands = Optional.empty();
        boolean port = false;
        for (int i = 0; i < words.size(); i += 2) {
            String option = words.get(i);
            if (!option.equals("-c") && !option.equals("--port") && !OTHERS.contains(option)) {
                throw new IllegalArgumentException("unknown option " + option);
            }
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            if (option.equals("-c")) {
                commands = Optional.of(words.get(i + 1));
            }
            port |= option.equals("--port");
        }
        return new BootOptions(commands, port || commands.isEmpty());
    }
}
