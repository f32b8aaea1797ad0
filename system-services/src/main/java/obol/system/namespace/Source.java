package obol.system.namespace;

import java.util.List;
import obol.system.files.FileException;

/** A tree of files that stands somewhere in a namespace. */
abstract class Source {
    /**
     * The file behind these names, links not followed.
     *
     * @param path what the place found is called
     */
    abstract Place walk(String path, List<String> names) throws FileException;
}
