package obol.system.files;

import obol.styx.Mode;

/**
 * What is known of a file.
 *
 * @param name the last part of the path; "/" for the root
 * @param path 9P's qid.path: no other file of this server has it
 * @param version changes when the contents do
 * @param mode DM bits
 * @param length in bytes, 0 for directories
 * @param accessed nanoseconds since 1970-01-01 UTC, as are the others
 * @param target where a symbolic link leads, else ""
 */
public record Status(String name, long path, int version, int mode, long length, long accessed, long modified, long changed, long created,
                     String owner, String group, String modifier, int links, String target) {
    public boolean isDirectory() {
        return (mode & Mode.DMDIR) != 0;
    }
}
