import LiveScores

/// A board with its followers and its newest state.
struct FollowedBoard<Subscriber: Hashable> {
  private struct Follower {
    let interest: UpdateInterest
    /// Whether it waits for a first state.
    var isWaiting: Bool
  }

  private struct FollowedPlayer {
    var followers = 0
    var snapshot: PlayerSnapshot?
  }

  let id: BoardID
  private var followers: [Subscriber: Follower] = [:]
  /// The number of followers by limit.
  private(set) var limits: [Int: Int] = [:]
  private var players: [PlayerID: FollowedPlayer] = [:]
  var snapshot: BoardSnapshot?
  /// The serial of the snapshot of which all followers know; 0 before the first.
  var announced: UInt64 = 0
  /// The serial of the snapshot with which all players were read.
  private var playersRead: UInt64 = 0

  init(id: BoardID) { self.id = id }

  var subscribers: [Subscriber] { Array(followers.keys) }
  var isEmpty: Bool { followers.isEmpty }

  /// - Returns: whether the first state is at hand.
  mutating func add(_ subscriber: Subscriber, _ interest: UpdateInterest) -> Bool {
    limits[interest.limit, default: 0] += 1
    if let player = interest.player {
      players[player, default: FollowedPlayer()].followers += 1
    }
    let isAtHand = hasAll(of: interest)
    followers[subscriber] = Follower(interest: interest, isWaiting: !isAtHand)
    return isAtHand
  }

  mutating func remove(_ subscriber: Subscriber) {
    guard let interest = followers.removeValue(forKey: subscriber)?.interest else { return }
    let count = limits[interest.limit, default: 1] - 1
    limits[interest.limit] = count > 0 ? count : nil
    guard let player = interest.player else { return }
    players[player]?.followers -= 1
    if players[player]?.followers == 0 { players[player] = nil }
  }

  func state(for interest: UpdateInterest) -> UpdateState? {
    guard let snapshot, snapshot.covers(interest.limit) else { return nil }
    return UpdateState(
      board: snapshot, player: interest.player.flatMap { players[$0]?.snapshot })
  }

  private func hasAll(of interest: UpdateInterest) -> Bool {
    guard let state = state(for: interest) else { return false }
    return interest.player == nil || state.player != nil
  }

  /// The subscribers to tell, none of which waits any more.
  /// - Parameter isForAll: whether also those are told that have a state.
  mutating func takeFollowers(isForAll: Bool) -> [Subscriber] {
    let told = isForAll ? Array(followers.keys) : followers.filter(\.value.isWaiting).map(\.key)
    for subscriber in told where followers[subscriber]?.isWaiting == true {
      followers[subscriber]?.isWaiting = false
    }
    return told
  }

  func followers(of players: Set<PlayerID>) -> [Subscriber] {
    followers.filter { $0.value.interest.player.map(players.contains) ?? false }.map(\.key)
  }

  // MARK: Players

  /// The players that have not been read.
  var unreadPlayers: [PlayerID] { players.filter { $0.value.snapshot == nil }.map(\.key) }

  /// The players to read with a snapshot; none if they were read with it.
  mutating func takePlayers(with serial: UInt64) -> [PlayerID] {
    defer { playersRead = serial }
    return playersRead == serial ? unreadPlayers : Array(players.keys)
  }

  /// Whether somebody follows a player.
  func follows(_ player: PlayerID) -> Bool { players[player] != nil }

  subscript(player: PlayerID) -> PlayerSnapshot? {
    get { players[player]?.snapshot }
    set { players[player]?.snapshot = newValue }
  }
}
