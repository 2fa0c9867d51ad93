import LiveBoards
import LiveScores
import Time

/// What a subscriber follows of a board.
struct UpdateInterest: Hashable, Sendable {
  /// Entries of an update at most.
  let limit: Int
  /// The player whose entry and neighbors are sent too.
  let player: PlayerID?
}

/// What a subscriber is sent of a board.
struct UpdateState: Sendable {
  let board: BoardSnapshot
  /// `nil` if the subscriber follows no player, or the player has not been read yet.
  let player: PlayerSnapshot?
}

/// A board that has to be read.
struct DueReading: Hashable, Sendable {
  let number: Int64
  let id: BoardID
  /// The entries that the subscriber with the greatest limit wants.
  let limit: Int
  /// When it became due.
  let time: Duration
  /// Whether all subscribers are told. Otherwise only those that wait for their first state.
  let isForAll: Bool
}

/// Who follows which board, the newest state of each of them, and whom to tell of it: a value
/// without side effects.
///
/// A subscriber is only told that there is something new. It takes the newest state when its client
/// takes bytes, so that nothing is kept for a slow one.
struct FollowedBoards<Subscriber: Hashable> {
  private var boards: [Int64: FollowedBoard<Subscriber>] = [:]
  private var schedule: UpdateSchedule<Int64>
  private var lastSerial: UInt64 = 0
  private let maxLimits: Int

  init(_ limits: UpdateLimits) {
    schedule = UpdateSchedule(interval: limits.interval)
    maxLimits = limits.limitsOfBoard
  }

  var boardCount: Int { boards.count }

  // MARK: Subscribers

  /// Lets a subscriber follow a board, or changes how it does.
  /// - Returns: whether the first state is at hand; otherwise the subscriber is told later. `nil`
  ///   if the followers of the board have too many different limits.
  mutating func follow(
    _ number: Int64, _ id: BoardID, by subscriber: Subscriber, _ interest: UpdateInterest
  ) -> Bool? {
    let isUsual = interest.limit == UpdateLimits.standardEntries
    if !isUsual, let limits = boards[number]?.limits, limits[interest.limit] == nil,
      limits.count >= maxLimits
    {
      return nil
    }
    unfollow(number, by: subscriber)
    // Taken out while it changes, so that it is not copied.
    var board = boards.removeValue(forKey: number) ?? FollowedBoard<Subscriber>(id: id)
    let isAtHand = board.add(subscriber, interest)
    boards[number] = board
    if !isAtHand { schedule.hurry(number) }
    return isAtHand
  }

  mutating func unfollow(_ number: Int64, by subscriber: Subscriber) {
    guard var board = boards.removeValue(forKey: number) else { return }
    board.remove(subscriber)
    if board.isEmpty { schedule.remove(number) } else { boards[number] = board }
  }

  /// The newest state of a board for a subscriber; `nil` while there is none.
  func state(of number: Int64, for interest: UpdateInterest) -> UpdateState? {
    boards[number]?.state(for: interest)
  }

  /// Forgets a board that was deleted.
  /// - Returns: its followers.
  @discardableResult
  mutating func remove(_ number: Int64) -> [Subscriber] {
    schedule.remove(number)
    return boards.removeValue(forKey: number)?.subscribers ?? []
  }

  // MARK: Changes

  mutating func change(_ numbers: Set<Int64>, at now: Duration) {
    for number in numbers where boards[number] != nil { schedule.change(number, at: now) }
  }

  /// What is due, in its order.
  mutating func takeDue(at now: Duration, _ time: Instant) -> [DueReading] {
    schedule.takeDue(at: now, time).compactMap { due in
      guard let board = boards[due.board], let limit = board.limits.keys.max() else { return nil }
      return DueReading(
        number: due.board, id: board.id, limit: limit, time: due.time,
        isForAll: due.isForAll)
    }
  }

  /// The time until something is due; `nil` if nothing will be.
  func delay(at now: Duration, _ time: Instant) -> Duration? { schedule.delay(at: now, time) }

  mutating func retry(_ reading: DueReading, at now: Duration, after pause: Duration) {
    if boards[reading.number] != nil { schedule.retry(reading.number, at: now, after: pause) }
  }

  /// Takes what was read.
  /// - Returns: the subscribers to tell, and the players to read from the same view.
  mutating func publish(
    _ page: BoardPage, for reading: DueReading, at now: Duration
  ) -> (told: [Subscriber], players: [PlayerID]) {
    guard var board = boards.removeValue(forKey: reading.number) else { return ([], []) }
    defer { boards[reading.number] = board }
    if board.snapshot?.isNewer(than: page) == true { return ([], []) }
    let isNew = board.snapshot?.isSame(as: page) != true
    if isNew { lastSerial += 1 }
    let serial = isNew ? lastSerial : board.snapshot?.serial ?? lastSerial
    if isNew || board.snapshot?.covers(reading.limit) != true {
      board.snapshot = BoardSnapshot(page, limit: reading.limit, serial: serial)
    }
    schedule.setEnd(of: reading.number, to: page.period.end)
    let isForAll = reading.isForAll || board.announced == 0
    if isForAll, board.announced != serial {
      board.announced = serial
      schedule.sent(reading.number, dueAt: reading.time, at: now)
      return (board.takeFollowers(isForAll: true), board.takePlayers(with: serial))
    }
    // The others are told when their interval is over.
    if isNew { schedule.change(reading.number, at: now) }
    return (board.takeFollowers(isForAll: false), board.unreadPlayers)
  }

  /// Takes the window around a player.
  /// - Returns: whether it differs from the one before.
  mutating func publish(_ window: BoardPage, of player: PlayerID, on number: Int64) -> Bool {
    guard let board = boards[number], board.follows(player) else { return false }
    if board[player]?.isSame(as: window) == true { return false }
    lastSerial += 1
    boards[number]?[player] = PlayerSnapshot(window, of: player, serial: lastSerial)
    return true
  }

  /// The followers of players.
  func followers(of players: Set<PlayerID>, on number: Int64) -> [Subscriber] {
    boards[number]?.followers(of: players) ?? []
  }
}
