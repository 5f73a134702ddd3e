package dev.whorl.grouping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The texts that make a hash, in order. Two of the same pieces give the same hash. */
final class ValueStream {
  private static final int MOST_CHARS = 1024;

  private final List<Piece> pieces = new ArrayList<>(4);

  /** A text, or those of the frames of a trace. */
  private sealed interface Piece {
    void feed(GroupHash hash);

    void addTo(List<String> texts);
  }

  private record Text(String text) implements Piece {
    @Override
    public void feed(GroupHash hash) {
      hash.add(text);
    }

    @Override
    public void addTo(List<String> texts) {
      texts.add(text);
    }
  }

  /** The frames of a trace that contribute; equal only to itself, which is fast to find out. */
  static final class Frames implements Piece {
    private final FrameValues[] values;

    Frames(FrameValues[] values) {
      this.values = values;
    }

    @Override
    public void feed(GroupHash hash) {
      for (FrameValues frame : values) {
        frame.feed(hash);
      }
    }

    @Override
    public void addTo(List<String> texts) {
      Arrays.stream(values).map(FrameValues::texts).forEach(texts::addAll);
    }
  }

  static ValueStream of(List<String> texts) {
    ValueStream stream = new ValueStream();
    texts.forEach(stream::add);
    return stream;
  }

  void add(String text) {
    pieces.add(new Text(text));
  }

  void add(Frames frames) {
    pieces.add(frames);
  }

  void add(ValueStream other) {
    pieces.addAll(other.pieces);
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  /** Whether it is worth remembering: it has the frames of a trace, and little text beside. */
  boolean isRepeated() {
    boolean hasFrames = false;
    int chars = 0;
    for (Piece piece : pieces) {
      if (piece instanceof Text text) {
        chars += text.text.length();
      } else {
        hasFrames = true;
      }
    }
    return hasFrames && chars <= MOST_CHARS;
  }

  List<String> texts() {
    List<String> texts = new ArrayList<>();
    pieces.forEach(piece -> piece.addTo(texts));
    return texts;
  }

  String hash() {
    GroupHash hash = new GroupHash();
    pieces.forEach(piece -> piece.feed(hash));
    return hash.hex();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ValueStream stream && pieces.equals(stream.pieces);
  }

  @Override
  public int hashCode() {
    return pieces.hashCode();
  }
}
