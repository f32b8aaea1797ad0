package obol.channels.codec;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** The codecs of the java.time values that need the rules of time zones, apart so that only those who use them carry the rules. */
public final class ZoneCodec {
    public static final ValueCodec ZONE_ID = new TimeCodec.Checked() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeString(((ZoneId) value).getId());
        }

        @Override
        Object make(Reader reader) {
            String id = reader.readString();
            ZoneId zone = ZoneId.of(id);
            if (!zone.getId().equals(id)) {
                throw reader.malformed("a time zone not in its shortest form");
            }
            return zone;
        }
    };
    public static final ValueCodec ZONED_DATE_TIME = new TimeCodec.Checked() {
        @Override
        protected void put(Writer writer, Object value) {
            ZonedDateTime time = (ZonedDateTime) value;
            TimeCodec.LOCAL_DATE_TIME.put(writer, time.toLocalDateTime());
            TimeCodec.ZONE_OFFSET.put(writer, time.getOffset());
            ZONE_ID.put(writer, time.getZone());
        }

        @Override
        Object make(Reader reader) {
            LocalDateTime local = (LocalDateTime) TimeCodec.LOCAL_DATE_TIME.read(reader);
            ZoneOffset offset = (ZoneOffset) TimeCodec.ZONE_OFFSET.read(reader);
            ZoneId zone = (ZoneId) ZONE_ID.read(reader);
            // The library prints a zone that is the same object as the offset differently from one that equals it.
            return ZonedDateTime.ofStrict(local, offset, zone.equals(offset) ? offset : zone);
        }
    };

    private ZoneCodec() {
    }
}
