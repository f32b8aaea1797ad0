/**
 * A file server for FAT volumes: FAT12, FAT16 and FAT32 with VFAT's long names, on a
 * {@link obol.system.servers.fat.BlockDevice}. {@link obol.system.servers.fat.FatTree} is the entry.
 *
 * <p>{@link obol.system.servers.fat.Geometry} is what the boot sector says, checked.
 * {@link obol.system.servers.fat.Volume} owns the device and everything below it: the
 * {@link obol.system.servers.fat.AllocationTable} (whole in memory), the
 * {@link obol.system.servers.fat.Sectors} of directories, and the commit. A
 * {@link obol.system.servers.fat.Chain} is the clusters of a file, a
 * {@link obol.system.servers.fat.Directory} a directory that has been read, an
 * {@link obol.system.servers.fat.FatFile} a file by its name, which fids hold.
 *
 * <p>Invariants, from which it follows that a crash at any write leaves what {@code fsck.fat} repairs without loss of what was synced:
 * contents of files, and clusters that directories have just got, are on the disk before the allocation table that links them; the table
 * before entries that lead to it; erased entries before the clusters they held are free, and only then may these be used again. An entry
 * is never moved but by writing it at its new place, committing, and erasing it at the old one. A volume that contradicts itself is
 * not changed any more. One thread at a time.
 */
package obol.system.servers.fat;
