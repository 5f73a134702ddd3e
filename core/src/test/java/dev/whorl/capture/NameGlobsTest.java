package dev.whorl.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameGlobsTest {
  @ParameterizedTest
  @CsvSource({
    "abc,abc,true",
    "abc,abcd,false",
    "abc,ab,false",
    "a?c,abc,true",
    "a?c,ac,false",
    "*,abc,true",
    "*,'',true",
    "'','',true",
    "'',a,false",
    "a*c,abbbc,true",
    "a*c,ac,true",
    "a*c,abcd,false",
    "*b*,abc,true",
    "a*b*c,aXbYbZc,true",
    "a**c,abc,true",
    "?*,'',false",
    "*.pwd,db.pwd,true",
    "*.pwd,pwd,false"
  })
  void wildcards_standForAnything(String glob, String text, boolean matches) {
    assertThat(NameGlobs.matches(glob, text)).isEqualTo(matches);
  }

  @Test
  void exclamationMark_takesOutWhatWasLetIn() {
    NameGlobs globs =
        new NameGlobs(List.of("*token*", "!token_count", "token_count_secret"), false);

    assertThat(globs.match("token")).isTrue();
    assertThat(globs.match("token_count")).isFalse();
    assertThat(globs.match("token_count_secret")).isTrue();
    assertThat(globs.match("other")).isFalse();
  }

  @Test
  void orderMatters_soALaterNameLetsInAgain() {
    assertThat(new NameGlobs(List.of("a*", "!ab*", "abc"), false).match("abc")).isTrue();
    assertThat(new NameGlobs(List.of("!abc", "a*"), false).match("abc")).isTrue();
  }

  @Test
  void caseMatters_onlyIfAsked() {
    assertThat(new NameGlobs(List.of("Request*"), false).match("requestId")).isFalse();
    assertThat(new NameGlobs(List.of("Request*"), true).match("requestID")).isTrue();
  }

  @Test
  void manyStars_stayFast() {
    String glob = "*a".repeat(50) + "b";

    assertThat(NameGlobs.matches(glob, "a".repeat(20_000))).isFalse();
  }
}
