#if Server
  import Synchronization

  /// How many uploads may be received, wait or be handled at once.
  final class UploadSlots: Sendable {
    private let count = Atomic(0)
    private let most: Int

    init(_ most: Int) { self.most = most }

    /// - Returns: `nil` where there are as many as may be.
    func take() -> UploadSlot? {
      guard count.wrappingAdd(1, ordering: .relaxed).newValue <= most else {
        giveBack()
        return nil
      }
      return UploadSlot(of: self)
    }

    var takenCount: Int { count.load(ordering: .relaxed) }

    fileprivate func giveBack() { count.wrappingSubtract(1, ordering: .relaxed) }
  }

  /// That an upload is one of these, for as long as the value lives.
  final class UploadSlot: Sendable {
    private let slots: UploadSlots

    fileprivate init(of slots: UploadSlots) { self.slots = slots }

    deinit { slots.giveBack() }
  }
#endif
