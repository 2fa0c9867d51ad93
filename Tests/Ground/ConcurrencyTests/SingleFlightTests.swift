import Concurrency
import TestSupport
import Testing

@Suite struct SingleFlightTests {
  private let flights = SingleFlight<String, Int>()

  @Test func aWorkAfterAnotherIsDoneAgain() async throws {
    for answer in 1...3 { #expect(try await flights.value(for: "question") { answer } == answer) }
  }

  @Test func otherQuestionsAreOtherWorks() async throws {
    let gate = Gate()
    async let first = flights.value(for: "first") {
      await gate.wait()
      return 1
    }
    #expect(try await flights.value(for: "second") { 2 } == 2)
    await gate.open()
    #expect(try await first == 1)
  }

  @Test func anErrorIsEveryonesError() async throws {
    struct Failure: Error {}
    await #expect(throws: Failure.self) {
      try await flights.value(for: "question") { throw Failure() }
    }
  }

  @Test func theWorkIsCancelledWithTheLastWhoWaits() async throws {
    let began = Gate()
    let task = Task { [flights] in
      try await flights.value(for: "question") {
        await began.open()
        try await Task.sleep(for: .seconds(600))
        return 1
      }
    }
    await began.wait()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    // The cancelled work is nobody's answer.
    #expect(try await flights.value(for: "question") { 2 } == 2)
  }

  @Test func whoeverIsCancelledLeavesTheOthersTheirAnswer() async throws {
    let gate = Gate()
    let began = Gate()
    let first = Task { [flights] in
      try await flights.value(for: "question") {
        await began.open()
        await gate.wait()
        return 7
      }
    }
    await began.wait()
    let second = Task { [flights] in try await flights.value(for: "question") { 8 } }
    while flights.waiterCount < 2 { await Task.yield() }
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    await gate.open()
    #expect(try await second.value == 7)
  }

  @Test func whoeverIsCancelledBeforeDoesNotBegin() async throws {
    let task = Task { [flights] in
      while !Task.isCancelled { await Task.yield() }
      return try await flights.value(for: "question") { 1 }
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(flights.waiterCount == 0)
  }

  /// A work that goes on although nobody waits would keep its thread for good.
  @Test(.timeLimit(.minutes(1)))
  func theWorkIsToldThatNobodyWaitsAnyMore() async throws {
    let began = Gate()
    let sawIt = Gate()
    let waiting = (1...3).map { _ in
      Task { [flights] in
        try await flights.value(for: "question") {
          await began.open()
          while !Task.isCancelled { await Task.yield() }
          await sawIt.open()
          throw CancellationError()
        }
      }
    }
    await began.wait()
    while flights.waiterCount < 3 { await Task.yield() }
    for task in waiting { task.cancel() }
    await sawIt.wait()
    for task in waiting { await #expect(throws: CancellationError.self) { try await task.value } }
    #expect(flights.flightCount == 0 && flights.waiterCount == 0)
  }

  @Test func thousandsWhoWaitForDifferentAnswersCanAllLeave() async throws {
    let waiting = (1...5_000).map { number in
      Task { [flights] in
        try await flights.value(for: "\(number % 2_500)") {
          try await Task.sleep(for: .seconds(600))
          return 1
        }
      }
    }
    while flights.waiterCount < 5_000 { await Task.yield() }
    for task in waiting { task.cancel() }
    for task in waiting { _ = await task.result }
    #expect(flights.flightCount == 0 && flights.waiterCount == 0)
  }
}
