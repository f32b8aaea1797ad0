/**
 * Channels between the processes of an image: the back end of {@code obol.channels.transport} over the kernel objects of
 * {@code obol.nucleus.abi}, how a process is made with a message, and the protocol by which names become channels.
 *
 * <p>Trusted: it copies between arrays of Java and the nucleus. Code of users must not name it.
 *
 * <p>A Java object here owns one handle of its process's table and is empty once that handle has left, in a message or by
 * {@code drop}. Closing a handle that has left has no effect, as handles have generations; so whoever is unsure drops.
 */
package obol.channels.kernel;
