package dev.whorl.faults;

import java.util.SplittableRandom;

/** Which answer each request gets; requests are numbered from 0. Called by several threads. */
interface Script {
  Answer answer(int request);

  static Script always(Answer answer) {
    return request -> answer;
  }

  /** One answer for the first requests, and another one from then on. */
  static Script first(int requests, Answer answer, Answer then) {
    return request -> request < requests ? answer : then;
  }

  /** A share of the requests fails, in one of several ways, the same ones in each run. */
  static Script failing(double share, long seed, Answer... failures) {
    return request -> {
      SplittableRandom random = new SplittableRandom(seed + request);
      return random.nextDouble() < share ? failures[random.nextInt(failures.length)] : Answer.OK;
    };
  }
}
