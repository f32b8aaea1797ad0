/** Random numbers from outside of the machine, as a contract. Its server is a driver, in {@code obol.system.drivers}; its client is {@code /dev}. */
package obol.system.random;
