import Time

/// When which board is read and sent: a value that tells the time to nobody and starts nothing.
///
/// The first change after a quiet interval is due at once. Further ones are due together when the
/// interval is over. A period that ends is a change.
struct UpdateSchedule<Board: Hashable & Sendable> {
  /// A board that is due.
  struct Due: Hashable, Sendable {
    let board: Board
    /// When it became due.
    let time: Duration
    /// Whether all subscribers are told. Otherwise only those that wait for their first state.
    let isForAll: Bool
  }

  let interval: Duration
  /// When boards with changes are due.
  private var dueTimes: [Board: Duration] = [:]
  /// Boards with subscribers that wait for their first state.
  private var urgent: Set<Board> = []
  /// The earliest time of the next update.
  private var nextTimes: [Board: Duration] = [:]
  /// The end of the period that was sent.
  private var ends: [Board: Instant] = [:]

  init(interval: Duration) { self.interval = interval }

  /// Makes a board due at once, for subscribers without a state.
  mutating func hurry(_ board: Board) { urgent.insert(board) }

  /// - Returns: when the board is due.
  @discardableResult
  mutating func change(_ board: Board, at now: Duration) -> Duration {
    if let due = dueTimes[board] { return due }
    let due = max(now, nextTimes[board] ?? now)
    dueTimes[board] = due
    return due
  }

  /// All subscribers were told of a board.
  ///
  /// Intervals are counted from the time at which the board was due: otherwise each would last
  /// longer by what the work takes, and steady changes would wait more and more.
  mutating func sent(_ board: Board, dueAt due: Duration, at now: Duration) {
    nextTimes[board] = max(due + interval, now + interval / 2)
  }

  /// Makes a board due again after a failure.
  mutating func retry(_ board: Board, at now: Duration, after pause: Duration) {
    dueTimes[board] = now + pause
  }

  /// - Parameter end: the end of the board's current period; `nil` if there is none.
  mutating func setEnd(of board: Board, to end: Instant?) { ends[board] = end }

  mutating func remove(_ board: Board) {
    dueTimes[board] = nil
    urgent.remove(board)
    nextTimes[board] = nil
    ends[board] = nil
  }

  /// The boards that are due, those that waited longest first.
  /// - Parameters:
  ///   - now: the time since some start.
  ///   - time: the time of day.
  mutating func takeDue(at now: Duration, _ time: Instant) -> [Due] {
    for (board, end) in ends where end <= time {
      ends[board] = nil
      change(board, at: now)
    }
    let due = dueTimes.filter { $0.value <= now }.sorted { $0.value < $1.value }
      .map { Due(board: $0.key, time: $0.value, isForAll: true) }
    for board in due { dueTimes[board.board] = nil }
    let first = urgent.subtracting(due.map(\.board))
    urgent = []
    return first.map { Due(board: $0, time: now, isForAll: false) } + due
  }

  /// The time until a board is due; `nil` if none will be.
  func delay(at now: Duration, _ time: Instant) -> Duration? {
    if !urgent.isEmpty { return .zero }
    let untilDue = dueTimes.values.min().map { $0 - now }
    let untilEnd = ends.values.min().map {
      Duration.milliseconds($0.millisecondsSinceEpoch - time.millisecondsSinceEpoch)
    }
    return [untilDue, untilEnd].compactMap { $0 }.min().map { max(.zero, $0) }
  }
}
