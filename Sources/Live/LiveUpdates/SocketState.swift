import LiveBoards
import LiveScores

/// What a socket is owed: a value without side effects.
///
/// Answers wait in their order, up to a number of bytes. Of updates only the fact waits that there
/// is one: the newest state is taken when the client takes bytes, one board after the other.
struct SocketState {
  /// A board that the client follows.
  struct Subscription: Hashable, Sendable {
    let board: BoardID
    let number: Int64
    let interest: UpdateInterest
    /// The version that the client has.
    let resumed: Int64?
    /// What the client calls the request.
    let requestID: [UInt8]?
    /// The last snapshots that were sent; 0 before the first.
    fileprivate var boardSerial: UInt64 = 0
    fileprivate var playerSerial: UInt64 = 0
    fileprivate var isConfirmed = false

    init(
      board: BoardID, number: Int64, interest: UpdateInterest, resumed: Int64?, requestID: [UInt8]?
    ) {
      self.board = board
      self.number = number
      self.interest = interest
      self.resumed = resumed
      self.requestID = requestID
    }
  }

  /// What to send.
  enum Output {
    /// A message as JSON.
    case answer([UInt8])
    case board(BoardSnapshot, limit: Int)
    case player(PlayerSnapshot)
    /// The client has the state of a version.
    case confirmation(Subscription, version: Int64)
    case pending
    /// The client does not take its answers, or somebody else gets its seat.
    case close(reason: String)
  }

  private let maxAnswerBytes: Int
  private var subscriptions: [BoardID: Subscription] = [:]
  private var numbers: [Int64: BoardID] = [:]
  /// Boards with something new, each once.
  private var changed: [Int64] = []
  private var answers: [[UInt8]] = []
  private var answerBytes = 0
  private var closeReason: String?
  /// Whether the server waits to be woken.
  private var isIdle = true

  init(maxAnswerBytes: Int) { self.maxAnswerBytes = maxAnswerBytes }

  var subscriptionCount: Int { subscriptions.count }
  /// Bytes that wait for the client.
  var waitingBytes: Int { answerBytes }
  /// Whether the socket is about to end.
  var isClosing: Bool { closeReason != nil }
  /// The numbers of the boards that are followed.
  var boards: [Int64] { Array(numbers.keys) }

  subscript(board: BoardID) -> Subscription? { subscriptions[board] }

  // MARK: What happens
  // The results tell whether the server has to be woken.

  mutating func answer(_ message: [UInt8]) -> Bool {
    guard !isClosing else { return false }
    answers.append(message)
    answerBytes += message.count
    return answerBytes > maxAnswerBytes ? close("the client takes no answers") : wake()
  }

  mutating func close(_ reason: String) -> Bool {
    guard !isClosing else { return false }
    closeReason = reason
    (answers, answerBytes, changed) = ([], 0, [])
    return wake()
  }

  mutating func subscribe(_ subscription: Subscription) {
    unsubscribe(subscription.board)
    subscriptions[subscription.board] = subscription
    numbers[subscription.number] = subscription.board
  }

  /// - Returns: what was followed.
  @discardableResult
  mutating func unsubscribe(_ board: BoardID) -> Subscription? {
    guard let subscription = subscriptions.removeValue(forKey: board) else { return nil }
    numbers[subscription.number] = nil
    changed.removeAll { $0 == subscription.number }
    return subscription
  }

  /// - Returns: the board that the number is of, if it was followed.
  mutating func delete(_ number: Int64) -> BoardID? {
    guard let board = numbers[number] else { return nil }
    unsubscribe(board)
    return board
  }

  mutating func change(_ number: Int64) -> Bool {
    guard !isClosing, numbers[number] != nil, !changed.contains(number) else { return false }
    changed.append(number)
    return wake()
  }

  private mutating func wake() -> Bool {
    defer { isIdle = false }
    return isIdle
  }

  // MARK: What is sent

  /// - Parameter newest: the newest state of a board; `nil` while there is none.
  mutating func next(_ newest: (Int64, UpdateInterest) -> UpdateState?) -> Output {
    if let closeReason { return .close(reason: closeReason) }
    if !answers.isEmpty {
      let answer = answers.removeFirst()
      answerBytes -= answer.count
      return .answer(answer)
    }
    while let number = changed.first {
      if let board = numbers[number], let subscription = subscriptions[board],
        let state = newest(number, subscription.interest),
        let output = subscriptions[board]?.next(of: state)
      {
        // The next board's turn comes before the rest of this one.
        changed.append(changed.removeFirst())
        return output
      }
      changed.removeFirst()
    }
    isIdle = true
    return .pending
  }
}

extension SocketState.Subscription {
  /// What the client does not have of a state; `nil` if it has all.
  fileprivate mutating func next(of state: UpdateState) -> SocketState.Output? {
    if state.board.serial > boardSerial {
      let isFirst = boardSerial == 0
      boardSerial = state.board.serial
      if !isFirst || !state.board.isKnown(to: resumed) {
        return .board(state.board, limit: interest.limit)
      }
    }
    if let player = state.player, player.serial > playerSerial {
      playerSerial = player.serial
      return .player(player)
    }
    let isComplete = interest.player == nil || playerSerial > 0
    guard !isConfirmed, isComplete else { return nil }
    isConfirmed = true
    return .confirmation(self, version: state.board.page.version)
  }
}
