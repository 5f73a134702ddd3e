package com.example.failures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** Calls the functions of a blog whose answers are broken. */
public final class BlogService {
  private static final int UNREADABLE_ANSWER = 42;
  private static final String ANSWER =
      """
      {"articles": [{"title": "Hello"}, {"title": }]}
      """;

  private final JsonMapper json = new JsonMapper();

  /** The titles of all articles. */
  public List<String> getAllBlogArticles() {
    try {
      return json.readTree(ANSWER).findValuesAsText("title");
    } catch (JsonProcessingException e) {
      throw new RpcException("getAllBlogArticles", UNREADABLE_ANSWER, e);
    }
  }
}
