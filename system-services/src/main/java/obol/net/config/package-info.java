/**
 * How a host gets its addresses, routes and name servers, and finds addresses by name: link-local and stateless addresses of IPv6
 * (RFC 4862, RFC 7217, RFC 8106), DHCP for IPv4 (RFC 2131), and a stub resolver of DNS (RFC 1035, RFC 5452).
 */
package obol.net.config;
