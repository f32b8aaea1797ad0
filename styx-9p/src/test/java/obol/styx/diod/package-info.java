/** The client against a server that is not ours: diod, whose tree is a folder of the host's. */
package obol.styx.diod;
