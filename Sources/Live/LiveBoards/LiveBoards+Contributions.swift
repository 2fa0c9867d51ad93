import Failures
package import LiveScores
package import ScoreLog

extension LiveBoards {
  /// Records contributions, in their order. Their boards are made when something first counts on
  /// them.
  ///
  /// The first board of each is asked before the others, so that an event whose key is known with
  /// other content counts nowhere.
  /// - Returns: for each contribution an answer for each of its boards, when all are durable; the
  ///   answer of the first board alone if that does not take it.
  /// - Throws: `boardExists` if a board of its id is no board of contributions, what
  ///   `GroupCommit.submit` and the log throw. All that was recorded before counts once if the
  ///   same is repeated.
  package func contribute(
    _ contributions: [Contribution]
  ) async throws(ScoreLogError) -> [[SubmissionAnswer]] {
    var known: [ContributionBoard: BoardID] = [:]
    var submissions: [[Submission]] = []
    for contribution in contributions {
      var parts: [Submission] = []
      for board in contribution.boards {
        let id: BoardID
        if let found = known[board] { id = found } else { id = try await make(board) }
        known[board] = id
        parts.append(contribution.submission(to: id))
      }
      submissions.append(parts)
    }
    let first = try await submit(submissions.compactMap(\.first))
    let others = zip(submissions, first).map { parts, answer in
      answer.isTaken ? Array(parts.dropFirst()) : []
    }
    var answers = try await submit(others.flatMap { $0 })[...]
    return zip(first, others).map { first, others in
      defer { answers = answers.dropFirst(others.count) }
      return [first] + answers.prefix(others.count)
    }
  }

  /// Makes a board of contributions, unless it is there.
  private func make(_ board: ContributionBoard) async throws(ScoreLogError) -> BoardID {
    let definition: BoardDefinition
    do throws(LiveError) {
      definition = try board.definition()
    } catch {
      throw ScoreLogError(
        code: .invalidBoard, place: error.place, reason: error.reason, underlying: error)
    }
    if let existing = directory[definition.id]?.board {
      return try existing.checked(as: definition)
    }
    do throws(ScoreLogError) {
      return try await create(definition).id
    } catch {
      // Another contribution made it, and may not have told the directory yet.
      guard case .boardExists = error.code else { throw error }
      try await projector.catchUp()
      guard let existing = directory[definition.id]?.board else { throw error }
      return try existing.checked(as: definition)
    }
  }
}

extension Board {
  /// - Throws: `boardExists` if the board counts otherwise.
  fileprivate func checked(
    as expected: BoardDefinition
  ) throws(ScoreLogError) -> BoardID {
    guard definition.order == expected.order, definition.updateMode == expected.updateMode,
      definition.scale == expected.scale, definition.reset == expected.reset,
      definition.calendar.zone == expected.calendar.zone
    else {
      throw ScoreLogError(
        code: .boardExists, place: id.text,
        reason: "the leaderboard '\(id.text)' exists and does not count contributions")
    }
    return id
  }
}

extension SubmissionAnswer {
  /// Whether the submission counts, now or before.
  fileprivate var isTaken: Bool {
    switch outcome {
    case .recorded, .repeated: true
    case .conflicting, .rejected: false
    }
  }
}
