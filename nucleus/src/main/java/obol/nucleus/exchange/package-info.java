/**
 * Exchange memory: blocks of whole pages outside all heaps, each with exactly one owner, that processes hand to each other.
 *
 * <p>A block is named by a handle, which holds the block's generation. Every change of the owner makes a new generation, so a
 * handle is good only for the owner it was made for; all operations check that. Blocks of a process that ends are freed.
 * Free blocks read as zero.
 */
package obol.nucleus.exchange;
