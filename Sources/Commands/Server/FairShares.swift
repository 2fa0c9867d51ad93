import NIOCore

/// A limited number of places that clients hold, shared fairly among the clients.
///
/// While there are free places, every client gets one. Once all are taken, a newcomer may replace
/// a holder: first one of the client that holds the most.
struct FairShares<Client: Hashable> {
  struct Place {
    let client: Client
    let since: NIODeadline
  }

  /// A place that was given, and whose it was before where none was free.
  struct Grant: Equatable {
    let place: Int
    let replaced: Int?
  }

  /// What is known of a holder when a newcomer wants its place.
  struct Candidate {
    let place: Int
    let age: TimeAmount
    /// Whether its client would still hold more places than that of the newcomer.
    let isOverShare: Bool
  }

  private let capacity: Int
  private var places: [Int: Place] = [:]
  private var counts: [Client: Int] = [:]
  private var nextPlace = 0

  init(capacity: Int) { self.capacity = capacity }

  var count: Int { places.count }

  /// Gives a client a place.
  /// - Parameter weight: how readily a holder is replaced, `nil` where it may not be. Of holders
  ///   whose clients hold equally many places, the one with the greatest weight goes.
  /// - Returns: `nil` where no place is free and nobody may be replaced.
  mutating func take(
    for client: Client, at now: NIODeadline, replacing weight: (Candidate) -> Double?
  ) -> Grant? {
    if places.count < capacity { return Grant(place: add(client, now), replaced: nil) }
    guard let replaced = replaceable(by: client, at: now, weight) else { return nil }
    giveBack(replaced)
    return Grant(place: add(client, now), replaced: replaced)
  }

  /// Frees a place; nothing happens where it was replaced already.
  mutating func giveBack(_ place: Int) {
    guard let client = places.removeValue(forKey: place)?.client else { return }
    let count = counts[client, default: 1] - 1
    counts[client] = count > 0 ? count : nil
  }

  private mutating func add(_ client: Client, _ now: NIODeadline) -> Int {
    defer { nextPlace += 1 }
    places[nextPlace] = Place(client: client, since: now)
    counts[client, default: 0] += 1
    return nextPlace
  }

  private func replaceable(
    by client: Client, at now: NIODeadline, _ weight: (Candidate) -> Double?
  ) -> Int? {
    let own = counts[client, default: 0]
    var best: (place: Int, count: Int, weight: Double)?
    for (place, holder) in places {
      let count = counts[holder.client, default: 0]
      if let best, count < best.count { continue }
      let candidate = Candidate(
        place: place, age: now - holder.since, isOverShare: count > own + 1)
      guard let weight = weight(candidate) else { continue }
      if best.map({ (count, weight) > ($0.count, $0.weight) }) ?? true {
        best = (place, count, weight)
      }
    }
    return best?.place
  }
}
