package obol.channels.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;

/** The codecs of boxed primitives, String, numbers, UUID and arrays of primitives. */
public final class ScalarCodec {
    public static final ValueCodec BOOLEAN = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeBoolean((Boolean) value);
        }

        @Override
        public Object read(Reader reader) {
            return reader.readBoolean();
        }
    };
    public static final ValueCodec BYTE = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeByte((Byte) value);
        }

        @Override
        public Object read(Reader reader) {
            return reader.readByte();
        }
    };
    public static final ValueCodec SHORT = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeShort((Short) value);
        }

        @Override
        public Object read(Reader reader) {
            return reader.readShort();
        }
    };
    public static final ValueCodec CHAR = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeChar((Character) value);
        }

        @Override
        public Object read(Reader reader) {
            return reader.readChar();
        }
    };
    public static final ValueCodec INT = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeInt((Integer) value);
        }

        @Override
        public Object read(Reader reader) {
            return reader.readInt();
        }
    };
    public static final ValueCodec LONG = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeLong((Long) value);
        }

        @Override
        public Object read(Reader reader) {
            return reader.readLong();
        }
    };
    public static final ValueCodec FLOAT = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeFloat((Float) value);
        }

        @Override
        public Object read(Reader reader) {
            return reader.readFloat();
        }
    };
    public static final ValueCodec DOUBLE = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeDouble((Double) value);
        }

        @Override
        public Object read(Reader reader) {
            return reader.readDouble();
        }
    };
    public static final ValueCodec STRING = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeString((String) value);
        }

        @Override
        public Object read(Reader reader) {
            return reader.readString();
        }
    };
    /** Two's complement, big-endian, fewest bytes, as {@link BigInteger#toByteArray()}. */
    public static final ValueCodec BIG_INTEGER = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeBytes(((BigInteger) value).toByteArray());
        }

        @Override
        public Object read(Reader reader) {
            byte[] magnitude = reader.readBytes();
            // The sign bit of the second byte says the same as the whole first one: then the first one is too many.
            if (magnitude.length == 0 || magnitude.length > 1 && magnitude[0] == magnitude[1] >> 7) {
                throw reader.malformed("a BigInteger not in its shortest form");
            }
            return new BigInteger(magnitude);
        }
    };
    public static final ValueCodec BIG_DECIMAL = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            BigDecimal decimal = (BigDecimal) value;
            writer.writeInt(decimal.scale());
            BIG_INTEGER.put(writer, decimal.unscaledValue());
        }

        @Override
        public Object read(Reader reader) {
            int scale = reader.readInt();
            return new BigDecimal((BigInteger) BIG_INTEGER.read(reader), scale);
        }
    };
    public static final ValueCodec UUID = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            UUID id = (UUID) value;
            writer.writeLong(id.getMostSignificantBits());
            writer.writeLong(id.getLeastSignificantBits());
        }

        @Override
        public Object read(Reader reader) {
            long most = reader.readLong();
            return new UUID(most, reader.readLong());
        }
    };

    private ScalarCodec() {
    }
}
