/** Numbers and times as DOS wrote them, which are those of FAT volumes and of zip archives. */
package obol.system.servers.dos;
