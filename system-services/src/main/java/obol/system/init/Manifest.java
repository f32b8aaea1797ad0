package obol.system.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import obol.channels.supervision.RestartPolicy;

/**
 * What an image keeps of a program beside its code, as text: lines {@code service NAME}, {@code uses NAME …}, {@code sees DIR …} (of a
 * directory of which nothing can be changed {@code DIR:r}) and
 * {@code restart WHEN MOST SECONDS}, then {@code contract}
 * and the canonical text of the service's contract on the lines behind it. Written when the image or suite is built.
 *
 * @param service  the service that the program is
 * @param contract canonical text of its contract
 * @param uses     what it may connect to; without a list it may connect to all
 * @param sees     directories of the system's namespace that are its own; without a list it has its starter's
 * @param restart  when it is started again after its end; else at the next connect
 */
public record Manifest(Optional<String> service, Optional<String> contract, Optional<List<String>> uses, Optional<List<String>> sees,
        Optional<RestartPolicy> restart) {
    /** Of a program without any. */
    public static final Manifest NONE = new Manifest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty());

    /** Folder of the image's files in which a program's manifest lies under the program's name. */
    public static final String FOLDER = "manifest/";

    /** The program's name that makes up a service: no program of {@code /bin} has a slash. */
    public static String programOf(String service) {
        return "service/" + service;
    }

    /** How a directory of which nothing can be changed stands in {@link #sees}. */
    public static String readOnly(String directory) {
        return directory + ":r";
    }

    /** The form that {@link #parse} reads. */
    public String text() {
        StringBuilder text = new StringBuilder();
        service.ifPresent(name -> text.append("service ").append(name).append('\n'));
        uses.ifPresent(names -> list("uses", names, text));
        sees.ifPresent(directories -> list("sees", directories, text));
        restart.ifPresent(policy -> text.append("restart ").append(policy.text()).append('\n'));
        contract.ifPresent(lines -> text.append("contract\n").append(lines));
        return text.toString();
    }

    private static void list(String key, List<String> words, StringBuilder text) {
        text.append(key);
        words.forEach(word -> text.append(' ').append(word));
        text.append('\n');
    }

    /** @throws IllegalArgumentException naming the line that is wrong */
    public static Manifest parse(String text) {
        Optional<String> service = Optional.empty();
        Optional<List<String>> uses = Optional.empty();
        Optional<RestartPolicy> restart = Optional.empty();
        Optional<List<String>> sees = Optional.empty();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            String line = text.substring(at, end < 0 ? text.length() : end);
            at = end < 0 ? text.length() : end + 1;
            if (line.equals("contract")) {
                return new Manifest(service, Optional.of(text.substring(at)), uses, sees, restart);
            }
            List<String> words = words(line);
            if (words.size() == 2 && words.get(0).equals("service")) {
                service = Optional.of(words.get(1));
            } else if (!words.isEmpty() && words.get(0).equals("uses")) {
                uses = Optional.of(List.copyOf(words.subList(1, words.size())));
            } else if (words.size() == 4 && words.get(0).equals("restart")) {
                restart = Optional.of(RestartPolicy.parse(words.get(1), words.get(2), words.get(3)));
            } else if (!words.isEmpty() && words.get(0).equals("sees")) {
                sees = Optional.of(List.copyOf(words.subList(1, words.size())));
            } else {
                throw new IllegalArgumentException("not a line of a manifest: " + line);
            }
        }
        return new Manifest(service, Optional.empty(), uses, sees, restart);
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            int end = line.indexOf(' ', at);
            end = end < 0 ? line.length() : end;
            if (end > at) {
                words.add(line.substring(at, end));
            }
            at = end + 1;
        }
        return words;
    }
}
