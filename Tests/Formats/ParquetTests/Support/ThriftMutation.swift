import TestSupport

extension ThriftTree {
  /// One change at a random place, of the kinds that a hostile writer would think of.
  mutating func mutate(using random: inout SeededGenerator) {
    let places = nodeCount
    var target = Int.random(in: 0..<places, using: &random)
    let numbers = self.numbers
    change(&target, numbers, &random)
  }

  private var nodeCount: Int { elements.reduce(1) { $0 + $1.nodeCount } }

  /// All numbers, from which one may take the place of another.
  private var numbers: [Int64] { (number.map { [$0] } ?? []) + elements.flatMap(\.numbers) }

  /// - Parameter target: How many nodes, counted from this one, stand before the one that changes.
  private mutating func change(
    _ target: inout Int, _ numbers: [Int64], _ random: inout SeededGenerator
  ) {
    if target == 0 {
      self = changed(numbers, &random)
      target = -1
      return
    }
    target -= 1
    switch self {
    case .list(let type, var elements, let extra):
      for index in elements.indices where target >= 0 {
        elements[index].change(&target, numbers, &random)
      }
      self = .list(type: type, elements, extra: extra)
    case .structure(var fields):
      for index in fields.indices where target >= 0 {
        fields[index].value.change(&target, numbers, &random)
      }
      self = .structure(fields)
    default: break
    }
  }

  private func changed(_ numbers: [Int64], _ random: inout SeededGenerator) -> ThriftTree {
    // Seldom something of another type, which readers refuse first.
    if Int.random(in: 0..<24, using: &random) == 0 {
      return [.flag(true), .int64(.min), .binary([0xFF, 0x1B]), .structure([])]
        .randomElement(using: &random) ?? self
    }
    switch self {
    case .flag(let flag): return .flag(!flag)
    case .byte: return .byte(.random(in: .min ... .max, using: &random))
    case .integer(let type, let number):
      return .integer(type: type, Self.number(near: number, numbers, &random))
    case .double: return .double([UInt8](repeating: 0xFF, count: 8))
    case .binary(let bytes): return .binary(Self.bytes(near: bytes, &random))
    case .list(let type, let elements, _):
      let extra = [0, 0, 0, 1, -1, 1 << 20, 1 << 33].randomElement(using: &random) ?? 0
      return .list(type: type, Self.shuffled(elements, &random), extra: extra)
    case .structure(var fields):
      guard let index = fields.indices.randomElement(using: &random) else { return self }
      switch Int.random(in: 0..<3, using: &random) {
      case 0: fields.remove(at: index)
      case 1: fields[index].id = .random(in: 0...16, using: &random)
      default:
        let other = fields.indices.randomElement(using: &random) ?? index
        (fields[index].value, fields[other].value) = (fields[other].value, fields[index].value)
      }
      return .structure(fields)
    }
  }

  private static func number(
    near number: Int64, _ others: [Int64], _ random: inout SeededGenerator
  ) -> Int64 {
    let chosen: [Int64] = [
      0, -1, 1, 2, 7, .min, .max, .min + 1, .max / 2, .min / 2, 1 << 31, -(1 << 31), 1 << 31 - 1,
      1 << 24, 1 << 24 + 1, 1 << 40, 1 << 62, number &+ 1, number &- 1, 0 &- number, number &* 2,
      others.randomElement(using: &random) ?? 3, others.randomElement(using: &random) ?? 3,
    ]
    return chosen.randomElement(using: &random) ?? 0
  }

  private static func bytes(near bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: []
    case 1: Array(bytes.dropLast())
    case 2: bytes + [0]
    case 3: [UInt8](repeating: 0xFF, count: bytes.count)
    default: [UInt8](repeating: UInt8(ascii: "."), count: 70_000)
    }
  }

  private static func shuffled(
    _ elements: [ThriftTree], _ random: inout SeededGenerator
  ) -> [ThriftTree] {
    guard let one = elements.randomElement(using: &random) else { return [] }
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return []
    case 1: return Array(elements.dropLast())
    case 2: return elements + [one]
    case 3: return elements + [ThriftTree](repeating: one, count: 300)
    default: return elements.shuffled(using: &random)
    }
  }
}
