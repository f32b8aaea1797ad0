package obol.channels.contract;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A method of a contract.
 *
 * @param exceptions binary names of the declared exceptions, sorted
 * @param opens      the contract that it returns is a further channel
 * @param optional   servers may not know it: then the client runs its body
 * @param moves      its result says where the channel goes on
 * @param file       the path of the file that it is, {@code @AsFile}; or null
 */
public record Operation(String name, List<MessageType> parameters, MessageType result, List<String> exceptions, boolean opens,
                        boolean optional, boolean moves, String file) {
    public Operation {
        parameters = List.copyOf(parameters);
        exceptions = List.copyOf(exceptions);
    }

    /** Its line in the canonical text, without the indentation. */
    public String canonical() {
        return line(true);
    }

    private String line(boolean whole) {
        StringBuilder line = new StringBuilder(name);
        line.append(parameters.stream().map(MessageType::canonical).collect(Collectors.joining(",", "(", ")")));
        line.append(result.canonical());
        if (!exceptions.isEmpty()) {
            line.append(" throws ").append(String.join(",", exceptions));
        }
        if (opens) {
            line.append(" opens");
        }
        if (whole && optional) {
            line.append(" optional");
        }
        if (moves) {
            line.append(" moves");
        }
        if (whole && file != null) {
            line.append(" file ").append(file);
        }
        return line.toString();
    }

    /**
     * Names the method in a message: the first 8 bytes of the SHA-256 of its line, so that another signature is another method. Whether
     * it is optional or a file is left out: a method may become so, or no longer be.
     */
    public long ordinal() {
        byte[] hash = Sha256.of(line(false));
        long ordinal = 0;
        for (int i = 0; i < 8; i++) {
            ordinal = ordinal << 8 | hash[i] & 0xFF;
        }
        return ordinal;
    }

    /** Method descriptor of the erased types. */
    public String descriptor() {
        return parameters.stream().map(MessageType::descriptor).collect(Collectors.joining("", "(", ")")) + result.descriptor();
    }
}
