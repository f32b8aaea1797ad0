/** A real 9P client: Linux in a machine of its own mounts what this project serves. */
package obol.tests.linux;
