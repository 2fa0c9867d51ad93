/// Maps items concurrently, with a limit.
/// - Returns: the results in the order of the items.
/// - Throws: the first error; work in progress is cancelled and awaited.
package func concurrentMap<Item: Sendable, Output: Sendable>(
  _ items: [Item], atATime limit: Int,
  _ work: @escaping @Sendable (Item) async throws -> Output
) async throws -> [Output] {
  try await withThrowingTaskGroup(of: (Int, Output).self) { group in
    var rest = items.enumerated().makeIterator()
    var outputs = [Output?](repeating: nil, count: items.count)
    for _ in 0..<max(limit, 1) {
      if let (index, item) = rest.next() { group.addTask { (index, try await work(item)) } }
    }
    while let (index, output) = try await group.next() {
      outputs[index] = output
      if let (index, item) = rest.next() { group.addTask { (index, try await work(item)) } }
    }
    return outputs.compactMap { $0 }
  }
}
