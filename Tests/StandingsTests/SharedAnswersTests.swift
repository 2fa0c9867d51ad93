#if Server
  import LeaderboardAPI
  import NIOCore
  import Synchronization
  import Testing

  @testable import standings

  @Suite(.timeLimit(.minutes(1))) struct SharedAnswersTests {
    private func question(_ request: String, _ ready: ReadyResponses) -> SharedAnswers.Question {
      SharedAnswers.Question(request: ByteBuffer(string: request), token: ready.token)
    }

    private static func answer(_ status: Int) -> APIResponse {
      APIResponse(status: status, headers: [], body: [])
    }

    @Test func whoAsksTheSameMeanwhileSharesTheAnswer() async {
      let (shared, ready) = (SharedAnswers(), ReadyResponses(mostBytes: 0))
      let (begun, continuation) = AsyncStream.makeStream(of: Void.self)
      let (mayEnd, end) = AsyncStream.makeStream(of: Void.self)
      let question = question("a", ready)
      async let first = shared.answer(to: question) {
        continuation.finish()
        for await _ in mayEnd {}
        return Self.answer(200)
      }
      for await _ in begun {}
      let same = Task { await shared.answer(to: question) { Self.answer(500) } }
      let other = await shared.answer(to: self.question("b", ready)) { Self.answer(404) }
      #expect(other.status == 404)
      ready.clear()
      let later = await shared.answer(to: self.question("a", ready)) { Self.answer(201) }
      #expect(later.status == 201)
      // As many turns as it takes for the other task to ask, which is at once.
      for _ in 0..<1_000 { await Task.yield() }
      end.finish()
      #expect(await first.status == 200)
      #expect(await same.value.status == 200)
    }

    @Test func anAnswerIsNotKept() async {
      let (shared, ready) = (SharedAnswers(), ReadyResponses(mostBytes: 0))
      for status in [200, 201] {
        let answer = await shared.answer(to: question("a", ready)) { Self.answer(status) }
        #expect(answer.status == status)
      }
    }
  }
#endif
