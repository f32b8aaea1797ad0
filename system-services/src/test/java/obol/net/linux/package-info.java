/** The engine beside Linux's own TCP/IP, over a virtual cable of this machine. */
package obol.net.linux;
