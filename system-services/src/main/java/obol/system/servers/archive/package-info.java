/**
 * Archives as trees of files that can be read: tar and zip. {@link obol.system.servers.archive.ArchiveTree} is made from an archive whose
 * table of contents has been read by {@code TarFormat} or {@code ZipFormat}; contents are read when they are asked for.
 *
 * <p>Archives come from anybody. What a number in one says is believed only if it lies within the archive, and how many members, how
 * long names, and how deep directories may be is bounded ({@code Members}); the rest is EIO with what is wrong and where. A member whose
 * path has ".." in it, or a name that 9P can't say, is left out.
 */
package obol.system.servers.archive;
