/**
 * The contract compiler's back: from a {@link obol.channels.contract.ContractModel} to the class files of its stubs, skeletons and
 * codecs. The same generator runs when an image is built, inside Obol, and on a JVM under the loopback; only who defines the
 * classes differs.
 *
 * <p>For each state {@code S} there are {@code S$Stub} and {@code S$Skeleton}; for each record, choice and exception {@code D}
 * there is {@code D$Codec}; all in the package of what they belong to. The code is straight-line calls of
 * {@code obol.channels.codec} and {@code obol.channels.runtime}: no reflection, no method handles, no lambdas.
 *
 * <p>Invariants: the same model gives the same bytes; a static initialiser makes one instance and touches no other generated class,
 * so no two can wait for each other.
 */
package obol.channels.contract.generate;
