package dev.whorl.contract;

import static dev.whorl.contract.World.fingerprint;
import static dev.whorl.contract.World.from;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The group of an event, rules and variables. */
interface GroupingContract {
  World world();

  /** An exception with a property of its own. */
  final class RpcException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String function;

    RpcException(String function) {
      super("call failed");
      this.function = function;
    }

    public String getFunction() {
      return function;
    }

    public String getToken() {
      return "tok-998877";
    }

    public String getBroken() {
      throw new IllegalStateException("broken");
    }
  }

  private static String group(JsonNode event) {
    return event.at("/contexts/whorl/group").asText();
  }

  private World startWithRules(String rules, String... settings) throws IOException {
    World world = world();
    String file = Files.writeString(world.folder().resolve("rules.txt"), rules).toString();
    String[] all = new String[settings.length + 2];
    System.arraycopy(settings, 0, all, 2, settings.length);
    all[0] = "rules";
    all[1] = file;
    return world.start(all);
  }

  @Test
  default void sameError_hasTheSameGroupWhateverItsMessageSays() {
    World world = world().start();
    for (int i = 0; i < 2; i++) {
      world.log(Call.error("order {}", i).thrown(new IllegalStateException("order " + i)));
    }
    List<JsonNode> events = world.events();

    assertThat(group(events.get(0))).matches("[0-9a-f]{32}").isEqualTo(group(events.get(1)));
  }

  @Test
  default void fingerprint_decidesTheGroup() {
    World world = world().start();
    world.log(
        Call.error("one").mdc("fingerprint", "same"), Call.error("two").mdc("fingerprint", "same"));
    List<JsonNode> events = world.events();

    assertThat(group(events.get(0))).isEqualTo(group(events.get(1)));
  }

  @Test
  default void matchingRule_replacesTheFingerprintOfTheCall() throws IOException {
    World world =
        startWithRules(
            "# rules\nerror.type:*RpcException -> {{ default }}, {{ throwable.function }}\n");
    world.log(
        Call.error("failed").thrown(new RpcException("getAll")).mdc("fingerprint", "from-mdc"));
    JsonNode event = world.event();

    assertThat(fingerprint(event)).containsExactly("{{ default }}", "getAll");
    assertThat(from(event)).isEqualTo("rule:2");
  }

  @Test
  default void ruleThatDoesNotMatch_changesNothing() throws IOException {
    World world = startWithRules("error.type:Other -> other");
    world.log(Call.error("failed").mdc("fingerprint", "from-mdc"));
    JsonNode event = world.event();

    assertThat(fingerprint(event)).containsExactly("from-mdc");
    assertThat(from(event)).isEqualTo("mdc");
  }

  @Test
  default void variables_areResolvedBeforeSending() {
    JsonNode event =
        world()
            .start()
            .log(
                Call.error("failed")
                    .thrown(new RuntimeException("outer", new RpcException("getAll")))
                    .mdc("tenant", "acme")
                    .mdc(
                        "fingerprint",
                        "{{ default }}, {{ mdc.tenant }}, {{ throwable.function }}, {{ level }},"
                            + " {{ mdc.none }}, {{ throwable.none }}, {{ foo }}"))
            .event();

    assertThat(fingerprint(event))
        .containsExactly(
            "{{ default }}",
            "acme",
            "getAll",
            "error",
            "<no-value-for-mdc-none>",
            "<no-value-for-throwable-none>",
            "<unrecognized-variable-foo>");
  }

  @Test
  default void secretsInVariables_areMasked() {
    JsonNode event =
        world()
            .start()
            .log(
                Call.error("failed")
                    .thrown(new RpcException("getAll"))
                    .mdc("password", "hunter2-x9")
                    .mdc("fingerprint", "{{ mdc.password }}, {{ throwable.token }}"))
            .event();

    assertThat(fingerprint(event)).containsExactly("[Filtered]", "[Filtered]");
  }

  @Test
  default void getterThatThrows_isToldOnceAndGivesThePlaceholder() {
    World world = world().start();
    for (int i = 0; i < 2; i++) {
      world.log(
          Call.error("failed")
              .thrown(new RpcException("getAll"))
              .mdc("fingerprint", "{{ throwable.broken }}"));
    }

    assertThat(world.events())
        .hasSize(2)
        .allSatisfy(
            e -> assertThat(fingerprint(e)).containsExactly("<no-value-for-throwable-broken>"));
    assertThat(world.statusWith("{{ throwable.broken }}")).hasSize(1);
  }

  @Test
  default void groupingByTheClient_sendsTheHash() {
    JsonNode event =
        world()
            .start("grouping", "client")
            .log(Call.error("failed").thrown(new IllegalStateException("x")))
            .event();

    assertThat(fingerprint(event)).containsExactly(group(event));
    assertThat(from(event)).isEqualTo("default");
  }

  @Test
  default void brokenRules_areToldWithLineAndColumnAndTheApplicationGoesOn() throws IOException {
    World world = startWithRules("error.type:A -> a\nnope:B -> b\n");
    world.log(Call.error("still logged"));

    assertThat(world.events()).isEmpty();
    assertThat(world.statusWith("is not started"))
        .singleElement()
        .asString()
        .contains("rules:")
        .contains("Unknown matcher 'nope'")
        .contains("line 2");
    assertThat(world.applicationLines()).hasSize(1);
  }
}
