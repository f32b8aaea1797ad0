package obol.system.files;

/** How a file is opened. */
public record OpenMode(boolean reads, boolean writes, boolean truncate, boolean append, boolean exclusive, boolean removeOnClose, boolean execute) {
    public static final OpenMode READ = new OpenMode(true, false, false, false, false, false, false);
    public static final OpenMode WRITE = new OpenMode(false, true, false, false, false, false, false);
}
