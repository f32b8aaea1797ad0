/**
 * The image's own files, read-only: the root of the namespace with the places to mount at, the programs of {@code /bin}, and the files
 * that were built into the image.
 */
package obol.system.servers.image;
