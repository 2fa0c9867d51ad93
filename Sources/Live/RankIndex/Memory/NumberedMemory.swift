/// Pieces of memory that are known by numbers.
///
/// A number stays valid while its piece moves, and takes half the space of an address.
struct NumberedMemory: ~Copyable {
  private var addresses: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  private var capacity: Int
  /// The numbers below this one are in use or free.
  private var end = 0
  private var free: ContiguousArray<UInt32> = []

  init() {
    capacity = 4
    addresses = .allocate(capacity: capacity)
  }

  deinit {
    for number in 0..<end { addresses[number]?.deallocate() }
    addresses.deallocate()
  }

  /// The number of pieces.
  var count: Int { end - free.count }

  /// The address of a piece that exists.
  subscript(number: UInt32) -> UnsafeMutableRawPointer {
    addresses[Int(number)].unsafelyUnwrapped
  }

  /// Makes a piece with undefined content, aligned for numbers of 64 bits.
  mutating func allocate(byteCount: Int) -> UInt32 {
    let address = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 8)
    if let number = free.popLast() {
      addresses[Int(number)] = address
      return number
    }
    if end == capacity { grow() }
    (addresses + end).initialize(to: address)
    end += 1
    return UInt32(end - 1)
  }

  /// Gives a piece another size; its content is undefined afterwards but for what `move` copies
  /// from the old address to the new one.
  mutating func reallocate(
    _ number: UInt32, byteCount: Int,
    move: (UnsafeMutableRawPointer, UnsafeMutableRawPointer) -> Void
  ) {
    let old = self[number]
    let new = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 8)
    move(old, new)
    addresses[Int(number)] = new
    old.deallocate()
  }

  /// Frees a piece; its number is used again.
  mutating func deallocate(_ number: UInt32) {
    self[number].deallocate()
    addresses[Int(number)] = nil
    free.append(number)
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 2 * capacity)
    larger.moveInitialize(from: addresses, count: end)
    addresses.deallocate()
    addresses = larger
    capacity *= 2
  }
}
