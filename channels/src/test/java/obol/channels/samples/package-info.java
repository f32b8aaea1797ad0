/** Contracts with servers, in the shapes of CONTRACTS.md section 10: what the tests of several packages call. */
package obol.channels.samples;
