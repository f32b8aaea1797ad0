/** Names and interfaces of an executable of one program, for which Linux has files and sockets, but its C library knows the names. */
package obol.system.sockets.linux;
