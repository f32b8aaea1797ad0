package obol.system.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words with which a machine was started, as {@code OPTION VALUE} and a few options without a value. What is wrong in them is for
 * others to say ({@code obol.system.init.BootOptions}).
 */
public final class MachineWords {
    public static final String NET = "--net", SEAL = "--seal", DIAL = "--dial", PORT = "--port", COMMANDS = "-c";
    /** Without a value. */
    private static final List<String> FLAGS = List.of(NET, SEAL);

    private final Map<String, List<String>> values = new HashMap<>();

    public MachineWords(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            List<String> given = values.computeIfAbsent(words.get(i), unused -> new ArrayList<>());
            if (!FLAGS.contains(words.get(i)) && ++i < words.size()) {
                given.add(words.get(i));
            }
        }
    }

    public boolean has(String option) {
        return values.containsKey(option);
    }

    /** All that stands behind an option, in its order. */
    public List<String> values(String option) {
        return values.getOrDefault(option, List.of());
    }
}
