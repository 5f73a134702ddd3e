package dev.whorl.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplateDateTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mon, 02 Jan 06 15:04 MST",
        "Mon, 2 Jan 2006 5:04:05 +0100",
        "Jan 18, 2019",
        "Fri Jan 18, 19",
        "Monday, 02-Jan-06 15:04:05 MST",
        "Wednesday, 02-Jan-06 15:04:05 Z",
        "2006-01-02T15:04:05.999Z07:00",
        "2006-01-02T15:04:05.999",
        "2006-01-02T15:04:05-07:00",
        "Mon Jan 02 2006 14:04:05 GMT-0800 (Pacific Standard Time)",
        "20060102 150405+0100",
        "20060102T150405.123Z",
        "2006-01-02 15:04",
        "2006-01-02 15:04-07:00",
        "2006-01-02 150405.5+0100",
        "12:31 PM",
        "1:02:03aM",
        "23:21",
        "1:23",
        "00:00:00",
        "2006-01-02",
        "Tue Feb 20 22:16:36 2024",
        "Feb 2 22:16:36 2024",
        "2 Jan 2006 15:04 GMT",
        "12 Dec 1999 15:04:05 -0700",
        "datetime.datetime(2024, 2, 20, 22, 16)",
        "datetime.datetime()",
        "٢٠٠٦-0١-0٢",
        "2006-01-02\u00a015:04:05"
      })
  void dates_areReplacedAsAWhole(String text) {
    assertThat(MessageTemplate.of(text)).isEqualTo("<date>");
    assertThat(MessageTemplate.of("at " + text + ", twice")).isEqualTo("at <date>, twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "01:00AM | <date>AM",
        "2024-02-20 22:16:36,123 | <date>,<int>",
        "at 07:30:15.123 | at <date>.<int>",
        "2024-13-40 | <int>-<int>-<int>",
        "20240220 | <hex>",
        "20240220 or later | <hex> or later",
        "24:00 13:05pm 12:5 1:60 | <int>:<int> <date>pm <int>:<int> <int>:<int>",
        "12:34:567 12:34: | <date>7 <int>:<int>:",
        "112:34:56 x12:34 | <int>:<int>:<int> x<date>",
        "x112:34:56 | x1<date>",
        "12:34PM12:34 | <date><date>",
        "2024-02-201 x2024-02-20 | <date>1 x<date>",
        "2006-01-02T15:04:05+0100 | <date>+<int>",
        "2006-01-02T15:04:05. | <date>.",
        "2006-01-02T15:04 2006-01-02T | <date> <date>T",
        "Mon, 02 Jan 2006 15:04:05 UTC | <date>C",
        "Mon, 02 Jan 2006 15:04:05 J | Mon, <int> Jan <int> <date> J",
        "MyJan 18, 2019 | My<date>",
        "Jan 1, 2019 | Jan <int>, <int>",
        "MyFeb 20 22:16:36 2024 | MyFeb <int> <date> <int>",
        "x2 Jan 2006 15:04 GMT | x2 Jan <int> <date> GMT",
        "2 Jan 1899 15:04 GMT | <int> Jan <int> <date> GMT",
        "Mon Jan 02 2006 14:04:05 GMT+0000 (open | <date> (open",
        "Mon Jan 02 2006 14:04:05 GMT+0000 () | <date> ()",
        "Tue Feb 20 22:16:36 UTC 2024 | Tue Feb <int> <date> UTC <int>",
        "datetime.datetime(2024, 2 | datetime.datetime(<int>, <int>",
        "Monday Sunday May Marker December | Monday Sunday May Marker December"
      })
  void whatIsNotQuiteADate_isReplacedAsFarAsItIsOne(String text, String template) {
    assertThat(MessageTemplate.of(text)).isEqualTo(template);
  }

  @Test
  void offset_isPreferredToALongerTimeWithoutOne() {
    assertThat(MessageTemplate.of("2006-01-02 15:04+0100")).isEqualTo("<date>");
    assertThat(MessageTemplate.of("2006-01-02 15:04:05.1+01")).isEqualTo("<date>+<int>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\u0663", "\ud835\udfd2", "1\u0663"})
  void dateAtTheEndOfManyDigits_isFound(String digit) {
    String many = "x" + digit.repeat(30);
    assertThat(MessageTemplate.of(many + "2024-01-02")).isEqualTo(many + "<date>");
    assertThat(MessageTemplate.of(many + "20240102 150405")).isEqualTo(many + "<date>");
    assertThat(MessageTemplate.of(many + "12:34:56")).isEqualTo(many + "<date>");
    assertThat(MessageTemplate.of(many + "\u0662\u0660\u0662\u0664-0\u0661-0\u0662"))
        .isEqualTo(many + "<date>");
  }
}
