package dev.whorl;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what Whorl says of itself. */
class RecordingStatus implements Status {
  final List<String> infos = new CopyOnWriteArrayList<>();
  final List<String> losses = new CopyOnWriteArrayList<>();

  /** All that is louder than information, losses too. */
  final List<String> warnings = new CopyOnWriteArrayList<>();

  final List<Throwable> causes = new CopyOnWriteArrayList<>();

  @Override
  public void info(String message) {
    infos.add(message);
  }

  @Override
  public void warn(String message, Throwable cause) {
    warnings.add(message);
    if (cause != null) {
      causes.add(cause);
    }
  }

  @Override
  public void error(String message) {
    losses.add(message);
    warnings.add(message);
  }
}
