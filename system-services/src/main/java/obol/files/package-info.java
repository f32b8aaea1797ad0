/**
 * Files that a user's program serves: the one package of the system's that users' classes may name. {@link obol.files.ServedFiles} stands
 * on the 9P library's trees and on {@code obol.system.bridge}; whoever needs more of a file server than texts writes a contract's service
 * with members as files, or, in the system itself, a tree.
 */
package obol.files;
