/** Sessions: both sides in one JVM, with a pipe between them that can be cut, and a peer made of bytes. */
package obol.channels.remote;
