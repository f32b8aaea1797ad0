package obol.channels.codec;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;

/** The codecs of the java.time values that need no rules of time zones; {@link ZoneCodec} has the others. */
public final class TimeCodec {
    public static final ValueCodec INSTANT = new Checked() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeLong(((Instant) value).getEpochSecond());
            writer.writeInt(((Instant) value).getNano());
        }

        @Override
        Object make(Reader reader) {
            long seconds = reader.readLong();
            return Instant.ofEpochSecond(seconds, nanos(reader));
        }
    };
    public static final ValueCodec DURATION = new Checked() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeLong(((Duration) value).getSeconds());
            writer.writeInt(((Duration) value).getNano());
        }

        @Override
        Object make(Reader reader) {
            long seconds = reader.readLong();
            return Duration.ofSeconds(seconds, nanos(reader));
        }
    };
    public static final ValueCodec PERIOD = new Checked() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeInt(((Period) value).getYears());
            writer.writeInt(((Period) value).getMonths());
            writer.writeInt(((Period) value).getDays());
        }

        @Override
        Object make(Reader reader) {
            int years = reader.readInt();
            int months = reader.readInt();
            return Period.of(years, months, reader.readInt());
        }
    };
    public static final ValueCodec LOCAL_DATE = new Checked() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeLong(((LocalDate) value).toEpochDay());
        }

        @Override
        Object make(Reader reader) {
            return LocalDate.ofEpochDay(reader.readLong());
        }
    };
    public static final ValueCodec LOCAL_TIME = new Checked() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeLong(((LocalTime) value).toNanoOfDay());
        }

        @Override
        Object make(Reader reader) {
            return LocalTime.ofNanoOfDay(reader.readLong());
        }
    };
    public static final ValueCodec LOCAL_DATE_TIME = new Checked() {
        @Override
        protected void put(Writer writer, Object value) {
            LOCAL_DATE.put(writer, ((LocalDateTime) value).toLocalDate());
            LOCAL_TIME.put(writer, ((LocalDateTime) value).toLocalTime());
        }

        @Override
        Object make(Reader reader) {
            LocalDate date = (LocalDate) LOCAL_DATE.read(reader);
            return LocalDateTime.of(date, (LocalTime) LOCAL_TIME.read(reader));
        }
    };
    public static final ValueCodec ZONE_OFFSET = new Checked() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeInt(((ZoneOffset) value).getTotalSeconds());
        }

        @Override
        Object make(Reader reader) {
            return ZoneOffset.ofTotalSeconds(reader.readInt());
        }
    };
    public static final ValueCodec OFFSET_DATE_TIME = new Checked() {
        @Override
        protected void put(Writer writer, Object value) {
            LOCAL_DATE_TIME.put(writer, ((OffsetDateTime) value).toLocalDateTime());
            ZONE_OFFSET.put(writer, ((OffsetDateTime) value).getOffset());
        }

        @Override
        Object make(Reader reader) {
            LocalDateTime local = (LocalDateTime) LOCAL_DATE_TIME.read(reader);
            return OffsetDateTime.of(local, (ZoneOffset) ZONE_OFFSET.read(reader));
        }
    };

    private TimeCodec() {
    }

    /** A codec whose values' own factory checks their ranges. */
    abstract static class Checked extends ValueCodec {
        @Override
        public final Object read(Reader reader) {
            try {
                return make(reader);
            } catch (DateTimeException | ArithmeticException outOfRange) {
                throw reader.malformed(outOfRange.getMessage());
            }
        }

        abstract Object make(Reader reader);
    }

    private static int nanos(Reader reader) {
        int nanos = reader.readInt();
        if (nanos < 0 || nanos > 999_999_999) {
            throw reader.malformed(nanos + " nanoseconds");
        }
        return nanos;
    }
}
