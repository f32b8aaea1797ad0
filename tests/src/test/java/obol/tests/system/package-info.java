/**
 * What must be true of the system itself: the images that {@code obol build} makes, run as users run them. The images are up to date
 * before the first test ({@link obol.tests.system.Obol}).
 */
package obol.tests.system;
