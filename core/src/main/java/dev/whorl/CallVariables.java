package dev.whorl;

import dev.whorl.capture.Scrubber;
import dev.whorl.event.LogCall;
import dev.whorl.event.Snapshot;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The variables of fingerprints that only the log call itself can resolve: <code>{{ mdc.KEY }}
 * </code> and <code>{{ throwable.PROPERTY }}</code>, a getter, record accessor or public field of
 * the logged throwable or of its first cause that has it.
 */
final class CallVariables {
  private static final String MDC = "mdc.";
  private static final String THROWABLE = "throwable.";

  /** What stands in the cache for "this class has no such property". */
  private static final Object NONE = "none";

  private final Scrubber scrubber;
  private final Notices notices;

  /**
   * Holds types of the JDK only, so that a class in a parent loader does not hold on to this one.
   */
  private final ClassValue<Map<String, Object>> properties =
      new ClassValue<>() {
        @Override
        protected Map<String, Object> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  CallVariables(Scrubber scrubber, Notices notices) {
    this.scrubber = scrubber;
    this.notices = notices;
  }

  /** The value of a variable; null if it is not one of these. */
  @Nullable String value(String name, LogCall call, UnaryOperator<String> mask) {
    if (name.startsWith(MDC)) {
      String key = name.substring(MDC.length());
      return shown(key, call.mdc().get(key), "<no-value-for-mdc-" + key + ">", mask);
    }
    if (name.startsWith(THROWABLE)) {
      String property = name.substring(THROWABLE.length());
      return shown(
          property, propertyOf(call, property), "<no-value-for-throwable-" + property + ">", mask);
    }
    return null;
  }

  private String shown(
      String key, @Nullable String value, String otherwise, UnaryOperator<String> mask) {
    if (value == null || value.isEmpty()) {
      return otherwise;
    }
    return scrubber.hides(key) ? Scrubber.MASK : mask.apply(value);
  }

  private @Nullable String propertyOf(LogCall call, String property) {
    for (Throwable cause : call.causes()) {
      Class<?> type = cause.getClass();
      Object member = properties.get(type).computeIfAbsent(property, name -> find(type, name));
      if (!member.equals(NONE)) {
        return read(member, cause, property);
      }
    }
    return null;
  }

  private @Nullable String read(Object member, Throwable cause, String property) {
    try {
      Object value =
          member instanceof Method method ? method.invoke(cause) : ((Field) member).get(cause);
      return value == null ? null : Snapshot.text(value);
    } catch (ReflectiveOperationException | RuntimeException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      notices.warnOnce(
          "throwable." + property + " of " + cause.getClass().getName(),
          "The variable {{ throwable.%s }} could not be read from %s: %s"
              .formatted(property, cause.getClass().getName(), reason.getClass().getName()),
          null);
      return null;
    }
  }

  private static Object find(Class<?> type, String property) {
    if (property.isEmpty()) {
      return NONE;
    }
    String capitalized = property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
    for (String method : new String[] {"get" + capitalized, property, "is" + capitalized}) {
      try {
        Method found = type.getMethod(method);
        if (found.getReturnType() != void.class && isReadable(found, found.getModifiers())) {
          return found;
        }
      } catch (NoSuchMethodException e) {
        // Then perhaps by the next name.
      }
    }
    try {
      Field found = type.getField(property);
      return isReadable(found, found.getModifiers()) ? found : NONE;
    } catch (NoSuchFieldException e) {
      return NONE;
    }
  }

  /** Also members of classes that are not public, where their module lets us. */
  private static boolean isReadable(AccessibleObject member, int modifiers) {
    return !Modifier.isStatic(modifiers)
        && (member.trySetAccessible() || Modifier.isPublic(modifiers));
  }
}
