/**
 * The host's side of a guest that runs: {@link obol.host.guest.Session} is what {@code ./obol run} does for it over the carrier (console,
 * standard error, 9P clients, connections that the guest asks for), {@link obol.host.guest.QemuGuest} the machine itself,
 * {@link obol.host.guest.RawTerminal} the user's terminal meanwhile.
 *
 * <p>Each owns a process, socket or thread group of its own and ends it when it is closed; the process of QEMU and the terminal's setting
 * are also put right when this JVM is killed with SIGKILL.
 */
package obol.host.guest;
