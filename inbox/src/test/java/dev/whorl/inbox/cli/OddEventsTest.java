package dev.whorl.inbox.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whorl.inbox.store.Retention;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that are not as the protocol says are taken and shown, as far as they say something. */
class OddEventsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  @TempDir Path folder;
  private Serving serving;

  @BeforeEach
  void start() throws BadInputException {
    serving =
        Serving.start(
            new Serving.Plan(
                folder.resolve("events"),
                folder.resolve("inbox.db"),
                new Retention(1000, Duration.ofDays(1)),
                new InetSocketAddress("127.0.0.1", 0),
                Set.of(),
                null,
                null,
                null,
                "test"),
            notices::add);
  }

  @AfterEach
  void stop() {
    serving.close();
    assertThat(notices).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'message':['a']}",
        "{'message':'\\ud800 \\udc00','logger':'\\ud83d','tags':{'a':'\\udfff'}}",
        "{'message':'a\\u0000b','logger':'\\u0000','environment':'\\u0000','tags':{'\\u0000':'\\u0000'}}",
        "{'timestamp':'+999999999-12-31T23:59:59Z'}",
        "{'timestamp':1e999999999,'level':1e400}",
        "{'contexts':{'whorl':{'suppressed':9223372036854775807}}}",
        "{'contexts':[1,2],'tags':'a','platform':{'a':1},'release':[],'environment':{}}",
        "{'tags':[['a',['b']],['c'],[],null,[null,'x']]}",
        "{'exception':'x','threads':1,'breadcrumbs':'b'}",
        "{'exception':{'values':[null,{'type':null,'value':{'a':1},'stacktrace':{'frames':{'a':1}}}]}}",
        "{'exception':[{'type':'A','stacktrace':{'frames':[{'function':'f','lineno':1e99999}]}}]}",
        "{'exception':[{'type':'A','mechanism':{'exception_id':99999999999999999999}},"
            + "{'type':'B','mechanism':{'exception_id':0,'parent_id':0}}]}",
        "{'exception':[{'type':'A','mechanism':{'exception_id':0,'parent_id':1}},"
            + "{'type':'B','mechanism':{'exception_id':1,'parent_id':0}}]}",
        "{'fingerprint':[[1],{'a':2},null,true,1.5,1e400]}",
        "{'fingerprint':{'a':1},'checksum':7}",
        "{'logentry':{'message':'%s %d %(a)s {} {0}','params':[1,{'a':[2]}]}}",
        "{'breadcrumbs':[1,null,[],{'timestamp':'x','data':{'a':[1]}},{'message':{'a':1}}]}",
      })
  void oddEventIsTakenAndShown(String json) throws Exception {
    assertThatItIsShown(json);
  }

  @Test
  void deepEventIsTakenAndShown() throws Exception {
    assertThatItIsShown("{'extra':" + "{'a':".repeat(990) + "1" + "}".repeat(990) + "}");
  }

  @Test
  void groupOfTwoEventsWithHugeNumbersHasNoNegativeOnes() throws Exception {
    post("{'message':'x','contexts':{'whorl':{'suppressed':9223372036854775807}}}");
    post("{'message':'x','contexts':{'whorl':{'suppressed':4294967295}}}");

    JsonNode group = MAPPER.readTree(get("/api/inbox/groups")).path("groups").path(0);
    assertThat(group.path("suppressed").asLong()).isEqualTo(4294967295L);
    assertThat(group.path("events").asLong()).isEqualTo(4294967297L);
  }

  /** As the clients for these platforms send them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'platform':'python','level':'error','exception':{'values':[{'module':null,'type':'ValueError',"
            + "'value':'bad order','mechanism':{'type':'excepthook','handled':false},'stacktrace':{'frames':["
            + "{'filename':'shop/orders.py','abs_path':'/app/shop/orders.py','function':'place',"
            + "'module':'shop.orders','lineno':12,'context_line':'    raise ValueError(text)','in_app':true}]}}]}}",
        "{'platform':'javascript','exception':{'values':[{'type':'TypeError','value':'x is undefined',"
            + "'stacktrace':{'frames':[{'filename':'https://shop.example/static/app.js?v=7','function':'?',"
            + "'lineno':1,'colno':99312,'in_app':true}]}}]},'request':{'url':'https://shop.example/'}}",
        "{'platform':'native','exception':{'values':[{'type':'SIGSEGV','value':'Segfault','mechanism':"
            + "{'type':'signalhandler','synthetic':true,'handled':false},'stacktrace':{'frames':[{'instruction_addr':"
            + "'0x7fff5bf3456c','image_addr':'0x7fff5bf00000','package':'/usr/lib/libshop.so','function':'place'}]}}]},"
            + "'debug_meta':{'images':[{'type':'elf','debug_id':'c1-5'}]}}",
      })
  void eventOfAnotherPlatformIsTakenAndShown(String json) throws Exception {
    assertThatItIsShown(json);
  }

  private void assertThatItIsShown(String json) throws Exception {
    post(json);

    JsonNode groups = MAPPER.readTree(get("/api/inbox/groups"));
    assertThat(groups.path("total").asInt()).isEqualTo(1);
    String hash = groups.path("groups").path(0).path("hash").asText();
    get("/api/inbox/groups/" + hash);
    get("/groups/" + hash);
    get("/");
  }

  private void post(String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/api/1/store/?sentry_key=k"))
            .POST(BodyPublishers.ofString(json.replace('\'', '"'), UTF_8))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private String get(String path) throws Exception {
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    return answer.body();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + serving.port() + path);
  }
}
