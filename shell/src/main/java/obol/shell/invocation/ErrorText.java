package obol.shell.invocation;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;

/** Errors of files in Plan 9's usual words, whatever the system below calls them. */
public final class ErrorText {
    public static final String NOT_FOUND = "file does not exist";
    public static final String EXISTS = "file already exists";
    public static final String NOT_EMPTY = "directory is not empty";
    public static final String DENIED = "permission denied";
    public static final String NOT_A_DIRECTORY = "not a directory";
    public static final String IS_A_DIRECTORY = "file is a directory";

    /** Reasons that Java has no exception for, as Unix words them. */
    private static final Map<String, String> UNIX = Map.of(
            "No such file or directory", NOT_FOUND, "File exists", EXISTS, "Directory not empty", NOT_EMPTY,
            "Permission denied", DENIED, "Operation not permitted", DENIED, "Not a directory", NOT_A_DIRECTORY,
            "Is a directory", IS_A_DIRECTORY);

    private ErrorText() {}

    /** The same error as another system words it, in ours. */
    public static String of(String reason) {
        return UNIX.getOrDefault(reason, reason);
    }

    public static String of(IOException e) {
        if (e instanceof NoSuchFileException) return NOT_FOUND;
        if (e instanceof FileAlreadyExistsException) return EXISTS;
        if (e instanceof DirectoryNotEmptyException) return NOT_EMPTY;
        if (e instanceof AccessDeniedException) return DENIED;
        if (e instanceof NotDirectoryException) return NOT_A_DIRECTORY;
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return reason == null ? "input or output error" : of(reason);
    }
}
