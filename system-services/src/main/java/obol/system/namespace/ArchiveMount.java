package obol.system.namespace;

import obol.channels.Services;
import obol.system.files.Archives;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.files.OpenMode;

/**
 * {@code SERVICE!PATH}: a file of this namespace as a service shows it. The file is opened here, so the service needs to reach nothing:
 * whoever may not read the file can't mount it either.
 */
final class ArchiveMount implements Files {
    private static final String MARK = "!/";

    private final Namespace namespace;
    private final String service;
    private final String path;

    /** @param name for which {@link #isOne} */
    ArchiveMount(Namespace namespace, String name) {
        int mark = name.indexOf(MARK);
        this.namespace = namespace;
        this.service = name.substring(0, mark);
        this.path = name.substring(mark + 1);
    }

    static boolean isOne(String name) {
        return name.indexOf(MARK) > 0;
    }

    @Override
    public Fid attach(String user, String tree) throws FileException {
        try (Archives archives = Services.connect(Archives.class, service)) {
            return archives.attach(user, namespace.open(path, OpenMode.READ));
        }
    }
}
