package obol.channels.contract;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file or folder that members of a state are ({@code @AsFile}).
 *
 * @param path  below the state's folder: names with slashes between them
 * @param get   what reads it, or lists a folder; or null
 * @param set   what writes it, or null
 * @param opens what gives the contract whose files are in this folder, if it has no parameter, or in those below, which the argument names;
 *     or null
 */
public record FileMember(String path, Operation get, Operation set, Operation opens) {
    /** Those of a state, by path. Of several members for one purpose the last. */
    public static SortedMap<String, FileMember> of(State state) {
        SortedMap<String, FileMember> members = new TreeMap<>();
        for (Operation operation : state.operations()) {
            if (operation.file() != null) {
                FileMember known = members.getOrDefault(operation.file(), new FileMember(operation.file(), null, null, null));
                members.put(operation.file(), known.with(operation));
            }
        }
        return members;
    }

    private FileMember with(Operation operation) {
        if (operation.result() instanceof MessageType.Endpoint) {
            return new FileMember(path, get, set, operation);
        }
        return operation.parameters().isEmpty() ? new FileMember(path, operation, set, opens) : new FileMember(path, get, operation, opens);
    }

    public boolean isFolder() {
        return opens != null;
    }
}
