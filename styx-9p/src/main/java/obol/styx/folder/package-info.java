/**
 * A folder of the host's file system as a file server, on any JVM on Linux: {@link obol.styx.folder.FolderTree}. What a client does is done
 * with the rights of this process. No client gets out of the folder: symbolic links are files here, which nobody follows, and before each
 * operation the way to the directory must be free of them. So one thread does all, as with {@link obol.styx.net.TcpServer}, and no
 * client can change that way in between. Fids stand for names: one whose file another client moves is lost.
 */
package obol.styx.folder;
