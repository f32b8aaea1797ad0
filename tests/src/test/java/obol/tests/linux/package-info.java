/**
 * Clients of 9P from outside: Linux in a machine of its own mounts what this project serves; others send what none should, or come by the
 * thousand.
 */
package obol.tests.linux;
