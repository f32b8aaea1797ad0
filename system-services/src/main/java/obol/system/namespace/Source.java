package obol.system.namespace;

import java.util.List;
import obol.system.files.FileException;

/** Files that stand somewhere in a namespace. */
interface Source {
    /**
     * The file behind these names, links not followed.
     *
     * @param path what the place found is called
     */
    Place walk(String path, List<String> names) throws FileException;
}
