package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private static int taken(TokenBucket bucket, long now) {
    int taken = 0;
    while (bucket.take(now)) {
      taken++;
    }
    return taken;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 60, 1_000_000})
  void bucket_beginsFullAndIsFullAgainAfterAMinute(int perMinute) {
    TokenBucket bucket = new TokenBucket(perMinute, 0);

    assertThat(taken(bucket, 0)).isEqualTo(perMinute);
    assertThat(taken(bucket, MINUTE)).isEqualTo(perMinute);
    assertThat(taken(bucket, 100 * MINUTE)).isEqualTo(perMinute);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 60, 999})
  void tokens_comeOneByOneAndNoneIsLostByLooking(int perMinute) {
    TokenBucket bucket = new TokenBucket(perMinute, 0);
    taken(bucket, 0);
    long looks = 60_007;
    int taken = 0;
    for (long look = 1; look <= looks; look++) {
      int more = taken(bucket, 10 * MINUTE * look / looks);
      assertThat(more).isLessThanOrEqualTo(1);
      taken += more;
    }

    assertThat(taken).isEqualTo(10 * perMinute);
  }

  @Test
  void due_isWhenTheNextTokenComes() {
    TokenBucket bucket = new TokenBucket(60, 0);
    taken(bucket, 0);
    long due = bucket.due(MINUTE / 120);

    assertThat(due).isEqualTo(MINUTE / 60);
    assertThat(bucket.take(due - 1)).isFalse();
    assertThat(bucket.take(due)).isTrue();
  }

  @Test
  void spend_takesWhatThereIs() {
    TokenBucket bucket = new TokenBucket(60, 0);
    bucket.spend(0);
    assertThat(taken(bucket, 0)).isEqualTo(59);
    bucket.spend(MINUTE / 120);
    bucket.spend(MINUTE / 120);

    assertThat(bucket.due(MINUTE / 120)).isEqualTo(MINUTE / 120 + MINUTE / 60);
  }
}
