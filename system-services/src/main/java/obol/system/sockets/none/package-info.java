/** The cut of all sockets, for images whose programs use the files of the network themselves. */
package obol.system.sockets.none;
