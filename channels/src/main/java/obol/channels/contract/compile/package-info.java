/**
 * The contract compiler's front: from class files to a {@link obol.channels.contract.ContractModel}, or to the faults that keep an
 * interface from being a contract, each with its place.
 *
 * <p>Class files come through {@link obol.channels.contract.compile.ClassSource}; nothing is loaded, no debug data is needed. Runs
 * on the host when an image or suite is built, inside Obol, and on a JVM under the loopback: no reflection, no threads, no files.
 */
package obol.channels.contract.compile;
