package obol.net.wire;

/**
 * Layouts of headers: for each field the offset in bytes from the header's start, for each header its length. Writers, readers and tests
 * use these, and nothing else knows an offset.
 */
public final class Layouts {
    private Layouts() {
    }

    /** Ethernet II. */
    public static final class Ethernet {
        public static final int TARGET = 0, SOURCE = 6, TYPE = 12, LENGTH = 14;
        /** Values of TYPE. */
        public static final int IP4 = 0x0800, ARP = 0x0806, IP6 = 0x86DD;
    }

    /** ARP for IPv4 on Ethernet (RFC 826). */
    public static final class Arp {
        public static final int HARDWARE = 0, PROTOCOL = 2, HARDWARE_LENGTH = 4, PROTOCOL_LENGTH = 5, OPERATION = 6,
                SENDER_HARDWARE = 8, SENDER = 14, TARGET_HARDWARE = 18, TARGET = 24, LENGTH = 28;
        /** The first six bytes: Ethernet, IPv4, 6, 4. */
        public static final long KIND = 0x0001_0800_0604L;
        public static final int REQUEST = 1, REPLY = 2;
    }

    /** IPv4 (RFC 791). */
    public static final class Ip4 {
        public static final int VERSION_LENGTH = 0, SERVICE = 1, TOTAL_LENGTH = 2, IDENTIFICATION = 4, FRAGMENT = 6, TIME_TO_LIVE = 8,
                PROTOCOL = 9, CHECKSUM = 10, SOURCE = 12, TARGET = 16, LENGTH = 20, MAX_LENGTH = 60;
        /** Bits of FRAGMENT; the rest is the offset in units of eight bytes. */
        public static final int DONT_FRAGMENT = 0x4000, MORE_FRAGMENTS = 0x2000, OFFSET_MASK = 0x1FFF;
        /** Every link takes packets of so many bytes; every host reassembles {@link #LEAST_REASSEMBLED}. */
        public static final int LEAST_MTU = 68, LEAST_REASSEMBLED = 576;
    }

    /** IPv6 (RFC 8200). */
    public static final class Ip6 {
        public static final int VERSION = 0, PAYLOAD_LENGTH = 4, NEXT_HEADER = 6, HOP_LIMIT = 7, SOURCE = 8, TARGET = 24, LENGTH = 40;
        public static final int LEAST_MTU = 1280;
        /** Extension headers: the next header's number, and the length in units of eight bytes, the first not counted. */
        public static final int EXTENSION_NEXT = 0, EXTENSION_LENGTH = 1, EXTENSION_UNIT = 8;
        /** Fragment header. */
        public static final int FRAGMENT_OFFSET = 2, FRAGMENT_IDENTIFICATION = 4, FRAGMENT_LENGTH = 8;
        public static final int FRAGMENT_MORE = 1, FRAGMENT_OFFSET_MASK = 0xFFF8;
        /** Routing header: what is left to visit. */
        public static final int SEGMENTS_LEFT = 3;
        /** Options of hop-by-hop and destination options headers. */
        public static final int OPTION_PAD1 = 0, OPTION_PADN = 1;
    }

    /** Numbers of protocols, in IPv4's PROTOCOL and IPv6's next header. */
    public static final class Protocol {
        public static final int HOP_BY_HOP = 0, ICMP4 = 1, TCP = 6, UDP = 17, ROUTING = 43, FRAGMENT = 44, ICMP6 = 58, NONE = 59,
                DESTINATION_OPTIONS = 60;
    }

    /** ICMP and ICMPv6 (RFC 792, RFC 4443). */
    public static final class Icmp {
        public static final int TYPE = 0, CODE = 1, CHECKSUM = 2, LENGTH = 8;
        /** Echo; the rest of errors: next hop's MTU of IPv4 in 16 bits, MTU of IPv6 in 32, pointer of IPv4 in 8 and of IPv6 in 32 bits. */
        public static final int IDENTIFIER = 4, SEQUENCE = 6, MTU4 = 6, MTU6 = 4, POINTER = 4;

        /** Types of ICMP. */
        public static final int ECHO_REPLY4 = 0, UNREACHABLE4 = 3, ECHO4 = 8, TIME_EXCEEDED4 = 11, PARAMETER4 = 12;
        /** Codes of UNREACHABLE4. */
        public static final int NET4 = 0, HOST4 = 1, PROTOCOL4 = 2, PORT4 = 3, TOO_BIG4 = 4;
        /** Types of ICMPv6; those below 128 are errors. */
        public static final int UNREACHABLE6 = 1, TOO_BIG6 = 2, TIME_EXCEEDED6 = 3, PARAMETER6 = 4, ECHO6 = 128, ECHO_REPLY6 = 129,
                ROUTER_SOLICITATION = 133, ROUTER_ADVERTISEMENT = 134, NEIGHBOR_SOLICITATION = 135, NEIGHBOR_ADVERTISEMENT = 136,
                REDIRECT = 137;
        /** Codes of UNREACHABLE6, of TIME_EXCEEDED of both, of PARAMETER6. */
        public static final int NO_ROUTE6 = 0, PROHIBITED6 = 1, ADDRESS6 = 3, PORT6 = 4, REASSEMBLY = 1, HEADER_FIELD6 = 0,
                NEXT_HEADER6 = 1, OPTION6 = 2;
    }

    /** Neighbor discovery (RFC 4861), offsets from the ICMPv6 header. */
    public static final class Discovery {
        public static final int TARGET = 8, NEIGHBOR_LENGTH = 24, FLAGS = 4, SOLICITATION_LENGTH = 8;
        /** Flags of a neighbor advertisement. */
        public static final int ROUTER = 0x80, SOLICITED = 0x40, OVERRIDE = 0x20;
        /** A router advertisement. */
        public static final int HOP_LIMIT = 4, LIFETIME = 6, REACHABLE = 8, RETRANSMIT = 12, ADVERTISEMENT_LENGTH = 16;
        /** A redirect. */
        public static final int DESTINATION = 24, REDIRECT_LENGTH = 40;
        /** Options: type, length in units of eight bytes. */
        public static final int OPTION_LENGTH = 1, OPTION_UNIT = 8, OPTION_VALUE = 2;
        public static final int SOURCE_LINK = 1, TARGET_LINK = 2, PREFIX = 3, MTU = 5, DNS_SERVERS = 25;
        /** Prefix information. */
        public static final int PREFIX_LENGTH = 2, PREFIX_FLAGS = 3, PREFIX_VALID = 4, PREFIX_PREFERRED = 8, PREFIX_BITS = 16;
        public static final int ON_LINK = 0x80, AUTONOMOUS = 0x40;
        /** Options MTU (RFC 4861 4.6.4) and recursive DNS servers (RFC 8106). */
        public static final int MTU_VALUE = 4, DNS_LIFETIME = 4, DNS_FIRST = 8;
        /** Hop limit that all these must have, so that they come from this link. */
        public static final int HOPS = 255;
    }

    /** UDP (RFC 768). */
    public static final class Udp {
        public static final int SOURCE = 0, TARGET = 2, SIZE = 4, CHECKSUM = 6, LENGTH = 8;
        /** Most bytes of a datagram: what IPv4 carries. */
        public static final int MAX_PAYLOAD = 65535 - Ip4.LENGTH - LENGTH;
    }

    /** TCP (RFC 9293). */
    public static final class Tcp {
        public static final int SOURCE = 0, TARGET = 2, SEQUENCE = 4, ACKNOWLEDGMENT = 8, OFFSET = 12, FLAGS = 13, WINDOW = 14,
                CHECKSUM = 16, URGENT = 18, LENGTH = 20, MAX_LENGTH = 60;
        public static final int FIN = 1, SYN = 2, RST = 4, PSH = 8, ACK = 16, URG = 32;
        /** Options: kind, and with all but the first two the length of the whole. */
        public static final int OPTION_END = 0, OPTION_NONE = 1, OPTION_MSS = 2, OPTION_SCALE = 3, OPTION_SACK_PERMITTED = 4,
                OPTION_SACK = 5, OPTION_TIMESTAMPS = 8;
        public static final int MSS_LENGTH = 4, SCALE_LENGTH = 3, SACK_PERMITTED_LENGTH = 2, TIMESTAMPS_LENGTH = 10, SACK_BLOCK = 8;
        /** Segment size where the peer names none (RFC 9293 3.7.1). */
        public static final int DEFAULT_MSS4 = 536, DEFAULT_MSS6 = 1220;
        public static final int MAX_SCALE = 14;
    }

    /** DHCP (RFC 2131). */
    public static final class Dhcp {
        public static final int OPERATION = 0, HARDWARE_TYPE = 1, HARDWARE_LENGTH = 2, TRANSACTION = 4, SECONDS = 8, FLAGS = 10,
                CLIENT = 12,
                YOURS = 16, CLIENT_HARDWARE = 28, COOKIE = 236, OPTIONS = 240, MAX_LENGTH = 1472;
        public static final int REQUEST = 1, REPLY = 2, ETHERNET = 1, BROADCAST = 0x8000, MAGIC = 0x63825363;
        public static final int SERVER_PORT = 67, CLIENT_PORT = 68;
        /** Options (RFC 2132): kind, length, value, but for the first two, which are the kind alone. */
        public static final int PAD = 0, MASK = 1, ROUTERS = 3, NAME_SERVERS = 6, HOST_NAME = 12, DOMAIN = 15, MTU = 26,
                WANTED_ADDRESS = 50,
                LEASE = 51, TYPE = 53, SERVER = 54, PARAMETERS = 55, MAX_SIZE = 57, RENEWAL = 58, REBINDING = 59, CLIENT_IDENTIFIER = 61,
                END = 255;
        /** Values of TYPE. */
        public static final int DISCOVER = 1, OFFER = 2, WANT = 3, DECLINE = 4, ACK = 5, NAK = 6, RELEASE = 7;
    }

    /** DNS (RFC 1035). */
    public static final class Dns {
        public static final int IDENTIFIER = 0, FLAGS = 2, QUESTIONS = 4, ANSWERS = 6, AUTHORITIES = 8, ADDITIONALS = 10, LENGTH = 12;
        public static final int PORT = 53;
        /** Bits of FLAGS; the last four are the result. */
        public static final int RESPONSE = 0x8000, OPERATION_MASK = 0x7800, TRUNCATED = 0x0200, RECURSION_DESIRED = 0x0100,
                RESULT_MASK = 15;
        public static final int NO_SUCH_NAME = 3;
        /** A record behind its name. */
        public static final int TYPE = 0, CLASS = 2, LIFE = 4, DATA_LENGTH = 8, DATA = 10;
        /** The type and class of a question behind its name. */
        public static final int QUESTION_LENGTH = 4;
        public static final int A = 1, CNAME = 5, SOA = 6, PTR = 12, AAAA = 28, OPT = 41, INTERNET = 1;
        public static final int MAX_NAME = 255, MAX_LABEL = 63, POINTER = 0xC0;
        /** Longest answer by UDP that is asked for, which no network divides (RFC 6891, DNS flag day 2020). */
        public static final int UDP_SIZE = 1232;
    }
}
