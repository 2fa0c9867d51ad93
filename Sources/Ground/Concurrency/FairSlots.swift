/// A limited number of slots, shared fairly among clients.
///
/// While slots are free, every client gets one. When all are taken, a newcomer may replace a
/// holder, first one of the client with the most slots. Nobody waits, and the caller tells a
/// replaced holder; use `ConcurrencyLimiter` for work that can wait.
package struct FairSlots<Client: Hashable> {
  package typealias Instant = ContinuousClock.Instant

  private struct Holder {
    let client: Client
    let since: Instant
  }

  /// A granted slot, and the one taken away for it, if none was free.
  package struct Grant: Equatable {
    package let slot: Int
    package let replaced: Int?

    package init(slot: Int, replaced: Int?) {
      self.slot = slot
      self.replaced = replaced
    }
  }

  /// A holder, when a newcomer wants its slot.
  package struct Candidate {
    package let slot: Int
    package let age: Duration
    /// Whether its client would still hold more slots than the newcomer's.
    package let isOverShare: Bool
  }

  private let capacity: Int
  private var holders: [Int: Holder] = [:]
  private var counts: [Client: Int] = [:]
  private var nextSlot = 0

  package init(capacity: Int) { self.capacity = capacity }

  /// The number of taken slots.
  package var count: Int { holders.count }

  /// Gives a client a slot.
  /// - Parameter weight: the priority for replacing a holder, `nil` if it must stay. Among clients
  ///   with equally many slots, the holder with the max weight goes.
  /// - Returns: `nil` if no slot is free and no holder may be replaced.
  package mutating func take(
    for client: Client, at now: Instant, replacing weight: (Candidate) -> Double?
  ) -> Grant? {
    if holders.count < capacity { return Grant(slot: add(client, now), replaced: nil) }
    guard let replaced = replaceable(by: client, at: now, weight) else { return nil }
    free(replaced)
    return Grant(slot: add(client, now), replaced: replaced)
  }

  /// Frees a slot; does nothing if it was replaced already.
  package mutating func free(_ slot: Int) {
    guard let client = holders.removeValue(forKey: slot)?.client else { return }
    let count = counts[client, default: 1] - 1
    counts[client] = count > 0 ? count : nil
  }

  private mutating func add(_ client: Client, _ now: Instant) -> Int {
    defer { nextSlot += 1 }
    holders[nextSlot] = Holder(client: client, since: now)
    counts[client, default: 0] += 1
    return nextSlot
  }

  private func replaceable(
    by client: Client, at now: Instant, _ weight: (Candidate) -> Double?
  ) -> Int? {
    let own = counts[client, default: 0]
    var best: (slot: Int, count: Int, weight: Double)?
    for (slot, holder) in holders {
      let count = counts[holder.client, default: 0]
      if let best, count < best.count { continue }
      let candidate = Candidate(
        slot: slot, age: now - holder.since, isOverShare: count > own + 1)
      guard let weight = weight(candidate) else { continue }
      if best.map({ (count, weight) > ($0.count, $0.weight) }) ?? true {
        best = (slot, count, weight)
      }
    }
    return best?.slot
  }
}
