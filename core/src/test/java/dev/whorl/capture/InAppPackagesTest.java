package dev.whorl.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InAppPackagesTest {
  @ParameterizedTest
  @ValueSource(strings = {"com.acme", "com.acme.", "com.acme.*"})
  void packageName_coversItAndAllBelow(String name) {
    InAppPackages inApp = new InAppPackages(List.of(name), List.of());

    assertThat(inApp.inApp("com.acme.Shop")).isTrue();
    assertThat(inApp.inApp("com.acme.deep.Shop$Inner")).isTrue();
    assertThat(inApp.inApp("com.acmelib.Shop")).isNull();
    assertThat(inApp.inApp("org.com.acme.Shop")).isNull();
  }

  @Test
  void className_coversItsNestedClasses() {
    InAppPackages inApp = new InAppPackages(List.of("com.acme.Shop"), List.of());

    assertThat(inApp.inApp("com.acme.Shop")).isTrue();
    assertThat(inApp.inApp("com.acme.Shop$Order")).isTrue();
    assertThat(inApp.inApp("com.acme.ShopTwo")).isNull();
  }

  @Test
  void longerName_decides() {
    InAppPackages inApp =
        new InAppPackages(List.of("com.acme", "com.acme.lib.own"), List.of("com.acme.lib", "org"));

    assertThat(inApp.inApp("com.acme.Shop")).isTrue();
    assertThat(inApp.inApp("com.acme.lib.Json")).isFalse();
    assertThat(inApp.inApp("com.acme.lib.own.Json")).isTrue();
    assertThat(inApp.inApp("org.Else")).isFalse();
    assertThat(inApp.inApp("java.lang.String")).isNull();
  }

  @Test
  void sameNameInBoth_isIncluded() {
    assertThat(new InAppPackages(List.of("a"), List.of("a.*")).inApp("a.B")).isTrue();
  }

  @Test
  void wildcards_coverWhatIsBelow() {
    InAppPackages inApp = new InAppPackages(List.of("com.*.shop", "org.a?me"), List.of("*$$*"));

    assertThat(inApp.inApp("com.acme.shop.Order")).isTrue();
    assertThat(inApp.inApp("com.acme.shop")).isTrue();
    assertThat(inApp.inApp("com.acme.shopping.Order")).isNull();
    assertThat(inApp.inApp("org.acme.X")).isTrue();
    assertThat(inApp.inApp("net.Proxy$$Enhanced")).isFalse();
  }

  @Test
  void nothingNamed_leavesItToTheServer() {
    assertThat(new InAppPackages(List.of(), List.of()).inApp("com.acme.Shop")).isNull();
  }
}
