import TestSupport
import Testing

@testable import Querying

@Suite struct SharedWorkTests {
  private let works = SharedWork<String, Int>()

  @Test func aWorkAfterAnotherIsDoneAgain() async throws {
    for answer in 1...3 { #expect(try await works.answer("question") { answer } == answer) }
  }

  @Test func otherQuestionsAreOtherWorks() async throws {
    let gate = Gate()
    async let first = works.answer("first") {
      await gate.wait()
      return 1
    }
    #expect(try await works.answer("second") { 2 } == 2)
    await gate.open()
    #expect(try await first == 1)
  }

  @Test func anErrorIsEveryonesError() async throws {
    struct Failure: Error {}
    await #expect(throws: Failure.self) { try await works.answer("question") { throw Failure() } }
  }

  @Test func theWorkIsCancelledWithTheLastWhoWaits() async throws {
    let began = Gate()
    let task = Task { [works] in
      try await works.answer("question") {
        await began.open()
        try await Task.sleep(for: .seconds(600))
        return 1
      }
    }
    await began.wait()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    // The cancelled work is nobody's answer.
    #expect(try await works.answer("question") { 2 } == 2)
  }

  @Test func whoeverIsCancelledLeavesTheOthersTheirAnswer() async throws {
    let gate = Gate()
    let began = Gate()
    let first = Task { [works] in
      try await works.answer("question") {
        await began.open()
        await gate.wait()
        return 7
      }
    }
    await began.wait()
    let second = Task { [works] in try await works.answer("question") { 8 } }
    while works.waiterCount < 2 { await Task.yield() }
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    await gate.open()
    #expect(try await second.value == 7)
  }

  @Test func whoeverIsCancelledBeforeDoesNotBegin() async throws {
    let task = Task { [works] in
      while !Task.isCancelled { await Task.yield() }
      return try await works.answer("question") { 1 }
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(works.waiterCount == 0)
  }
}
