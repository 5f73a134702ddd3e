package dev.whorl.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.Layout;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the lines that its layout makes. */
public final class LayoutAppender extends AppenderBase<ILoggingEvent> {
  final List<String> lines = new CopyOnWriteArrayList<>();
  private Layout<ILoggingEvent> layout;

  public void setLayout(Layout<ILoggingEvent> layout) {
    this.layout = layout;
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(layout.doLayout(event));
  }
}
