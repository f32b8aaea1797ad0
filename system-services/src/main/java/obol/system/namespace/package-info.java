/**
 * The namespace of a process: which file servers stand where. All of it is library code in the process, over endpoints of
 * {@link obol.system.files.Files}; it is written down as lines of text, which a child gets and builds its own from.
 *
 * <p>{@link obol.system.namespace.Namespace} is what others use. A {@code MountTable} is an immutable value: mount points by canonical
 * path, each a {@code Union} of sources, and the lines that it was made by. A {@code Connection} is one attach to one server, made at
 * its first use and again after the server has ended; it owns the root fid. Whatever a method of {@code Namespace} returns is the
 * caller's to close.
 *
 * <p>Mount points are found by path and not, as in Plan 9, by file: they stay where they are when a directory above them is renamed, and
 * {@code bind} copies those below what it binds.
 */
package obol.system.namespace;
