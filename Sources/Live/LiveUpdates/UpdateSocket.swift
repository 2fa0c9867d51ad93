import Failures
import HTTP
import HTTPAPI
import LiveAPI
import LiveBoards
import LiveScores
import ScoreLog
import Synchronization
import WebSocket

/// One WebSocket of a client that follows boards and submits scores.
final class UpdateSocket: WebSocketHandler, UpdateSubscriber {
  struct State {
    var socket: SocketState
    var submissions: SubmissionQueue
    var caller: Caller
    var wake: (@Sendable () -> Void)?
    var seat: Int?
  }

  let updates: UpdateService
  private let client: ClientAddress
  private let deflate: MessageDeflate?
  let state: Mutex<State>

  init(
    _ updates: UpdateService, caller: Caller, client: ClientAddress, deflate: MessageDeflate?
  ) {
    let limits = updates.hub.limits
    self.updates = updates
    self.client = client
    self.deflate = deflate
    state = Mutex(
      State(
        socket: SocketState(maxAnswerBytes: limits.answerBytes),
        submissions: SubmissionQueue(limit: limits.submissions), caller: caller))
  }

  private var hub: UpdateHub { updates.hub }

  // MARK: The server's side

  func begin(wake: @escaping @Sendable () -> Void) {
    // The seat is freed when the socket is closed. A weak reference would make each use slower.
    let seat = hub.seats.take(for: client) {
      self.change { $0.close("another client has a greater right to the connection") }
    }
    state.withLock {
      $0.wake = wake
      $0.seat = seat
    }
    if seat == nil { change { $0.close("too many connections") } }
  }

  func next() -> WebSocketOutput {
    switch state.withLock({ $0.socket.next { hub.state(of: $0, for: $1) } }) {
    case .answer(let message): .frame(UpdateFrame.bytes(message, nil))
    case .board(let snapshot, let limit): .frame(snapshot.frame(limit: limit, deflate: deflate))
    case .player(let snapshot): .frame(snapshot.frame)
    case .confirmation(let subscription, let version):
      .frame(UpdateFrame.bytes(Answers.subscribed(subscription, version), nil))
    case .pending: .pending
    case .close(let reason): .close(.tryAgainLater, reason: reason)
    }
  }

  func close() {
    let (seat, boards) = state.withLock { state in
      state.wake = nil
      _ = state.socket.close("")
      state.submissions.clear()
      return (state.seat.take(), state.socket.boards)
    }
    for number in boards { hub.unfollow(number, by: self) }
    if let seat { hub.seats.free(seat) }
  }

  // MARK: The hub's side

  func boardChanged(_ number: Int64) { change { $0.change(number) } }

  func boardDeleted(_ number: Int64) {
    change { socket in
      guard let board = socket.delete(number) else { return false }
      return socket.answer(Answers.deleted(board))
    }
  }

  // MARK: The client's side

  func receive(_ message: WebSocketMessage) {
    let request = ClientRequest(message)
    do throws(ProblemDetails) {
      try perform(try request.content.get(), request.id)
    } catch {
      answer(Answers.error(error, request.id))
    }
  }

  private func perform(_ message: ClientMessage, _ id: [UInt8]?) throws(ProblemDetails) {
    switch message {
    case .ping: answer(Answers.message("pong", id))
    case .authenticate(let token):
      let caller = try updates.service.access.caller(token: token)
      state.withLock { $0.caller = caller }
      answer(Answers.message("authenticated", id))
    case .subscribe(let board, let limit, let player, let version):
      try subscribe(to: board, UpdateInterest(limit: limit, player: player), version, id)
    case .unsubscribe(let board):
      if let ended = state.withLock({ $0.socket.unsubscribe(board) }) {
        hub.unfollow(ended.number, by: self)
      }
      answer(Answers.message("unsubscribed", id, board))
    case .submit(let request):
      try submit(request, id)
    }
  }

  private func subscribe(
    to id: BoardID, _ interest: UpdateInterest, _ version: Int64?, _ requestID: [UInt8]?
  ) throws(ProblemDetails) {
    try state.withLock(\.caller).require(.read)
    let board = try updates.board(id)
    let subscription = SocketState.Subscription(
      board: id, number: board.number, interest: interest, resumed: version,
      requestID: requestID)
    let maxCount = hub.limits.subscriptions
    let (isAdmitted, replaced) = state.withLock { state -> (Bool, Int64?) in
      let old = state.socket[id]
      guard old != nil || state.socket.subscriptionCount < maxCount else { return (false, nil) }
      state.socket.subscribe(subscription)
      return (true, old?.number)
    }
    guard isAdmitted else { throw .tooManySubscriptions(maxCount) }
    if let replaced, replaced != board.number { hub.unfollow(replaced, by: self) }
    guard let isAtHand = hub.follow(board, by: self, interest) else {
      state.withLock { _ = $0.socket.unsubscribe(id) }
      hub.unfollow(board.number, by: self)
      throw .tooManyLimits
    }
    if isAtHand { boardChanged(board.number) }
  }

  /// Adds to what the client is owed.
  func answer(_ message: [UInt8]) { change { $0.answer(message) } }

  private func change(_ change: (inout SocketState) -> Bool) {
    let wake = state.withLock { change(&$0.socket) ? $0.wake : nil }
    wake?()
  }
}

extension ProblemDetails {
  static func tooManySubscriptions(_ count: Int) -> ProblemDetails {
    ProblemDetails(
      status: 429, code: "too_many_subscriptions", title: "Too many subscriptions",
      detail: "A connection follows \(count) leaderboards at most.")
  }

  static let tooManyLimits = ProblemDetails(
    status: 429, code: "too_many_limits", title: "Too many limits",
    detail: "The subscribers of the leaderboard use too many different limits. Use "
      + "\(UpdateLimits.standardEntries).")

  static func tooManyInFlight(_ count: Int) -> ProblemDetails {
    ProblemDetails(
      status: 429, code: "too_many_in_flight", title: "Too many submissions",
      detail: "A connection has \(count) submissions without an answer at most.")
  }

  static let tooManySubscribers = ProblemDetails(
    status: 503, code: "too_many_subscribers", title: "Too many subscribers",
    detail: "Too many connections are open. Try again later.", headers: ["Retry-After": "30"])
}
