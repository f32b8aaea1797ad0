/**
 * Files as contracts: what every file server of Obol offers, in the shape of 9P. A {@link obol.system.files.Files} is a server, a
 * {@link obol.system.files.Fid} a file of it that is not open, an {@link obol.system.files.OpenFile} one that is; each is a channel,
 * and closing the channel is 9P's clunk. What may have to wait comes as a {@code Pending}; closing that is 9P's flush. So a server
 * answers every call at once, and one thread can serve all its clients.
 *
 * <p>Names, numbers and bits have the meaning that they have in {@code obol.styx}: mode bits are {@code obol.styx.Mode}'s DM bits, error
 * texts those of {@code obol.styx.Errno}.
 */
package obol.system.files;
