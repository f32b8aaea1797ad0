/**
 * How names become channels, above whatever carries these: what a name service is asked ({@link obol.channels.naming.Names}) and answers
 * ({@link obol.channels.naming.Answer}), by {@link obol.channels.naming.NameService}, and how a process asks it ({@link obol.channels.naming.Directory}). Plain Java, verified as
 * everything else: no part of it needs the nucleus, so none is trusted.
 */
package obol.channels.naming;
