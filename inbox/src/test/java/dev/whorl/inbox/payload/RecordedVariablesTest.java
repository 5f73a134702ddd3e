package dev.whorl.inbox.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RecordedVariablesTest {
  @Test
  void mdc_isReadFromItsContextAndThenFromTheTags() throws IOException {
    RecordedVariables variables =
        of(
            "{'contexts':{'MDC':{'tenant':'acme','empty':'','number':7,'list':[1]}},"
                + "'tags':{'tenant':'other','empty':'tagged','region':'eu'}}");

    assertThat(variables.apply("mdc.tenant")).isEqualTo("acme");
    assertThat(variables.apply("mdc.empty")).isEqualTo("tagged");
    assertThat(variables.apply("mdc.region")).isEqualTo("eu");
    assertThat(variables.apply("mdc.number")).isEqualTo("7");
    assertThat(variables.apply("mdc.list")).isEqualTo("<no-value-for-mdc-list>");
  }

  @Test
  void mdc_isReadFromTagsThatAreAListOfPairs() throws IOException {
    assertThat(of("{'tags':[['region','eu']]}").apply("mdc.region")).isEqualTo("eu");
  }

  @Test
  void whatTheEventDoesNotHave_isAPlaceholder() throws IOException {
    RecordedVariables variables = of("{'contexts':'odd','tags':7}");

    assertThat(variables.apply("mdc.tenant")).isEqualTo("<no-value-for-mdc-tenant>");
    assertThat(variables.apply("throwable.errorCode"))
        .isEqualTo("<throwable-errorCode-known-only-at-the-log-call>");
    assertThat(variables.apply("foo")).isNull();
  }

  private static RecordedVariables of(String json) throws IOException {
    return new RecordedVariables(new ObjectMapper().readTree(json.replace('\'', '"')));
  }
}
