package obol.system.files;

/** Size and free space of a file system in bytes, and how many files it has. */
public record Space(long size, long free, long files) {
}
