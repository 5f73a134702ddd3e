package dev.whorl.inbox.payload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parameters of a message into its text: at {@code %s} and the like if the text has a
 * percent sign, else at {@code {}}.
 */
final class MessageParameters {
  private static final Pattern PERCENT =
      Pattern.compile("%(?:\\((\\w{1,99})\\))?[-+ #0]{0,5}\\d{0,9}(?:\\.\\d{0,9})?([a-zA-Z%])");
  private static final Pattern BRACES = Pattern.compile("\\{(\\w{0,99})\\}");

  private MessageParameters() {}

  /** The text with parameters, null if there are none or they do not fit. */
  static @Nullable String insert(String text, JsonNode params) {
    if (!params.isContainerNode() || params.isEmpty()) {
      return null;
    }
    boolean percent = text.indexOf('%') >= 0;
    Matcher place = (percent ? PERCENT : BRACES).matcher(text);
    List<JsonNode> inOrder = new ArrayList<>();
    params.forEach(inOrder::add);
    StringBuilder inserted = new StringBuilder();
    int next = 0;
    while (place.find()) {
      if (percent && place.group(2).equals("%")) {
        place.appendReplacement(inserted, "%");
        continue;
      }
      String name = place.group(1);
      boolean named = name != null && !name.isEmpty();
      JsonNode value =
          named
              ? params.isObject() ? params.get(name) : at(inOrder, name)
              : next < inOrder.size() ? inOrder.get(next++) : null;
      if (value == null) {
        return null;
      }
      String shown = value.isValueNode() ? value.asText() : value.toString();
      place.appendReplacement(inserted, Matcher.quoteReplacement(shown));
    }
    return place.appendTail(inserted).toString();
  }

  private static @Nullable JsonNode at(List<JsonNode> values, String index) {
    boolean number = index.length() < 9 && index.chars().allMatch(Character::isDigit);
    return number && Integer.parseInt(index) < values.size()
        ? values.get(Integer.parseInt(index))
        : null;
  }
}
