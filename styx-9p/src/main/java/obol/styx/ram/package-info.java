/**
 * A file tree in memory with hard semantics, and synthetic files in a few lines.
 *
 * <p>{@link obol.styx.ram.RamTree} owns everything: the inodes, the space they may take, the users'
 * names. An {@link obol.styx.ram.Inode} is a file; an {@link obol.styx.ram.Entry} is one of its
 * names, and the {@link obol.styx.server.Node} that fids hold, so a fid follows its file when
 * it is renamed.
 *
 * <p>Invariants: an inode with neither names nor holders takes no space of the tree; a directory
 * has one entry; every operation changes all that it should or nothing. One thread at a time.
 */
package obol.styx.ram;
