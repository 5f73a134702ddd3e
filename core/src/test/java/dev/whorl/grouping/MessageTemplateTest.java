package dev.whorl.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplateTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A quick brown fox",
        "Decade of added beef, façade, well-known, a < b (and) more!",
        "Überraschung: кириллица",
        "No dot follows. Nor here: a = b",
        "Bee::buzz() std::vector java.util.List com.acme.Foo localhost",
        "user123 user_123 v2 1e5 abcd"
      })
  void textInWhichNothingVaries_isReturnedAsItIs(String text) {
    assertThat(MessageTemplate.of(text)).isSameAs(text);
  }

  @Test
  void firstKindThatFits_winsAlsoOverALongerOne() {
    assertThat(MessageTemplate.of("mail a@b.c at http://a@b/x")).isEqualTo("mail <email> at <url>");
    assertThat(MessageTemplate.of("user:pw@host/path")).isEqualTo("user:<email>/path");
    assertThat(MessageTemplate.of(" -7c1811ed-e98f-4c9c-a9f9-58c757ff494f"))
        .isEqualTo(" <hex>-<hex>-<hex>-<hex>-<hex>");
  }

  @Test
  void placeholdersAndText_keepTheirOrder() {
    assertThat(MessageTemplate.of("User 42 of 10.0.0.1 took 15ms, cache=true, id=0x1f."))
        .isEqualTo("User <int> of <ip> took <duration>, cache=<bool>, id=<hex>.");
  }

  /** Most are the examples of the description of a server; the rest are edges of the kinds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // email
        "Foo@1b2c3d | <email>",
        "[Ljava.lang.String;@6d06d69c | [Ljava.lang.String;@<hex>",
        "a@b@c | <email>@c",
        "a@b.c.d. | <email>.",
        "a@b..c | <email>..c",
        "a@-@b | <email>@b",
        "@a and a@ and a@(b) | @a and a@ and a@(b)",
        "x=a@b | <email>",
        // url
        "http://a.b/c). x | <url> x",
        "wss://ab ws://ab https://ab ftp://ab | <url> <url> <url> <url>",
        "http://a b c | <url> c",
        "http://a | http://a",
        "http://.ab http:///ab | http://.ab http:///ab",
        "xhttp://ab | xhttp://ab",
        "(http://ab) | (<url>",
        "file://ab HTTP://ab | file://ab HTTP://ab",
        // hostname
        "www.bbc.co.uk | <hostname>.uk",
        "java.io.IOException | <hostname>.IOException",
        "java.net.X | <hostname>.X",
        "com.acme.app.Foo | <hostname>.Foo",
        "System.in | <hostname>",
        "EXAMPLE.COM | <hostname>",
        "Example.Com | Example.Com",
        "a-b.example.online:80 | <hostname>:<int>",
        "a.com_ a.comx a.comé | a.com_ a.comx a.comé",
        "_a.com | _a.com",
        "é-a.com | é<hostname>",
        ".com a..com | .com a..com",
        "a_b.com | a_b.com",
        // ip
        "01.02.03.04 | <ip>",
        "1.2.3.4.5 | <ip>.<int>",
        "256.1.1.1 | <float>.<float>",
        "255.255.255.255:80 | <ip>:<int>",
        "v1.2.3.4 | v1.<float>.<int>",
        "-1.2.3.4 | <float>.<float>",
        "2001:db8::8a2e:370:7334 | <ip>:<int>:<int>",
        "::ffff:1.2.3.4 | <ip>.<float>.<int>",
        "fe80::1%eth0 | <ip>%eth0",
        ":: | <ip>",
        "1:2:3:4:5:6:7:8 | <ip>",
        "1:2:3:4:5:6:7:8:9 | <ip>:<int>",
        "1:2:3:4:5:6:7:: | <ip>",
        "1:2:3:4:5:6::7 | <ip>",
        "::1:2:3:4:5:6:7 | <ip>",
        "::1:2x | <ip>:2x",
        "abc:: abc::g _::1 | <ip> abc::g _::<int>",
        "[::1]:8080 | [<ip>]:<int>",
        // traceparent, uuid and hashes
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00 | <traceparent>",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-02 | <int>-<md5>-<hex>-<int>",
        "Root=1-67891233-abcdef012345678912345678 | Root=<traceparent>",
        "7C1811ED-e98f-4c9c-a9f9-58c757ff494f | <uuid>",
        "7c1811ed-e98f-4c9c-a9f9-58c757ff494fa | <hex>-<hex>-<hex>-<hex>-<hex>",
        "aAbBcCdDeEfF00112233445566778899aabbccdd | <sha1>",
        "0751007cd28DF267e8e051b51f918c60 | <md5>",
        "x0751007cd28df267e8e051b51f918c60 | x0751007cd28df267e8e051b51f918c60",
        // duration
        "12msfoo x12ms | <duration>foo x12ms",
        "x12s 12sx | x<duration> 12sx",
        "3.5ms 3.5s | <int>.<duration> <duration>",
        "5 ms | <int> ms",
        // swift
        "tx274a77a8975c4a66aeb24-0052d95365/x y | <swift_txn_id> y",
        "tx274A77a8975c4a66aeb24-0052d95365 | tx274A77a8975c4a66aeb24-<hex>",
        // hex and git_sha
        "deadbeef 12345678 abcd | <hex> <hex> abcd",
        "1abc ab12cd ABC1 | <hex> <hex> <hex>",
        "1aBc deadBeef1 | 1aBc deadBeef1",
        "n -12345678 n-12345678 | n <hex> n-<hex>",
        "--12345678 | -<hex>",
        "0x1F 0Xfe 0x 0xg | <hex> <hex> 0x 0xg",
        "a93c7d2 A93C7D2 abcdefa | <git_sha> A93C7D2 abcdefa",
        // numbers
        "a-1.5 -1.5 1.2.3 | a<float> <float> <float>.<int>",
        "1.5e3 1. .5 | <int>.5e3 <int>. .<int>",
        "-5 user-123 | <int> user-<int>",
        "user123 user_123 v2 1e5 | user123 user_123 v2 1e5",
        "1234567 99999999 | <int> <hex>",
        "4,150,908 | <int>,<int>,<int>",
        "٤٢ é42 ٣.١٤ | <int> é42 <float>",
        "𝟒𝟐 x𝟒𝟐 𝟏𝟐ms | <int> x𝟒𝟐 <duration>",
        "𝟎𝟏𝟐𝟑𝟒𝟓𝟔 𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕 | <int> 𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕",
        // assigned values
        "b='1' b=\"a b\" | b=<quoted_str> b=<quoted_str>",
        "b='' b='a | b='' b='a",
        "b='a\"c' d=\" | b=<quoted_str> d=\"",
        "b=trueish b = true b=TRUE | b=<bool>ish b = true b=TRUE",
        "a=False;b=True=false | a=<bool>;b=<bool>=<bool>"
      })
  void kinds_endWhereTheyShould(String text, String template) {
    assertThat(MessageTemplate.of(text)).isEqualTo(template);
  }

  @Test
  void labelOfAHostname_hasAtMost63Characters() {
    String label = "a".repeat(63);
    assertThat(MessageTemplate.of(label + ".com")).isEqualTo("<hostname>");
    assertThat(MessageTemplate.of("x" + label + ".com")).isEqualTo("x" + label + ".com");
    assertThat(MessageTemplate.of("x-" + label + ".com")).isEqualTo("x-<hostname>");
    assertThat(MessageTemplate.of("b.x-" + label + ".com")).isEqualTo("b.x-<hostname>");
    assertThat(MessageTemplate.of("b.x-" + label.substring(1) + ".com"))
        .as("a hyphen behind a word is at a boundary, too")
        .isEqualTo("b.x<hostname>");
  }

  @Test
  void hexWithoutPrefix_hasAtMost128Digits() {
    assertThat(MessageTemplate.of("b0".repeat(64))).isEqualTo("<hex>");
    assertThat(MessageTemplate.of("b0".repeat(64) + "b")).isEqualTo("b0".repeat(64) + "b");
    assertThat(MessageTemplate.of("0x" + "b0".repeat(65))).isEqualTo("<hex>");
  }

  @Test
  void aText_isTheSameWhereverItsPlaceholdersAlreadyAre() {
    String template = MessageTemplate.of("User 42 at 10:11:12 from a@b.c with k='v'");
    assertThat(MessageTemplate.of(template)).isEqualTo(template);
  }
}
