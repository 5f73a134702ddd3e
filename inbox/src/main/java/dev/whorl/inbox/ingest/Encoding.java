package dev.whorl.inbox.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/** One way to encode a body. */
enum Encoding {
  GZIP,
  DEFLATE,
  BROTLI;

  InputStream open(InputStream in) throws IOException {
    return switch (this) {
      case GZIP -> new GZIPInputStream(in);
      case DEFLATE -> inflater(new BufferedInputStream(in));
      case BROTLI -> new BrotliInputStream(in);
    };
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The standard means zlib; some clients leave its two bytes away. */
  private static InputStream inflater(InputStream in) throws IOException {
    in.mark(2);
    byte[] first = in.readNBytes(2);
    in.reset();
    boolean zlib =
        first.length == 2
            && (first[0] & 0x0F) == 8
            && ((first[0] & 0xFF) << 8 | first[1] & 0xFF) % 31 == 0;
    return new OwnInflater(in, !zlib);
  }

  /** The stream of the JDK frees the memory of an inflater only if it has made it itself. */
  private static final class OwnInflater extends InflaterInputStream {
    OwnInflater(InputStream in, boolean raw) {
      super(in, new Inflater(raw));
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        inf.end();
      }
    }
  }
}
