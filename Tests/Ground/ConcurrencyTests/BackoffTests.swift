import Concurrency
import Testing

@Suite struct BackoffTests {
  private let backoff = Backoff(firstPause: .seconds(1), maxPause: .seconds(10))

  @Test(arguments: [(1, 1), (2, 2), (3, 4), (4, 8), (5, 10), (100, 10), (0, 1), (-1, 1)])
  func pausesDoubleUpToTheirMaximum(attempts: Int, seconds: Int) {
    #expect(backoff.pause(afterAttempts: attempts, fraction: 1) == .seconds(seconds))
  }

  @Test func aPauseIsAnyPartOfTheLongest() {
    #expect(backoff.pause(afterAttempts: 3, fraction: 0) == .zero)
    #expect(backoff.pause(afterAttempts: 3, fraction: 0.5) == .seconds(2))
  }
}
