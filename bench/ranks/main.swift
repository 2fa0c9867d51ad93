// Measures the boards of the live lane: microseconds of processor time an operation, and bytes a
// player. bench/ranks.md has the figures and those of Redis.
//
//   swift run -c release --disable-default-traits measure-ranks [PLAYERS ...]

let counts = CommandLine.arguments.dropFirst().compactMap { Int($0) }
for count in counts.isEmpty ? [1_000_000, 10_000_000] : counts {
  var measurement = BoardMeasurement(playerCount: count)
  print("\n\(count) players of 15 bytes\n\n| what | |\n|---|---:|")
  for (name, figure) in try measurement.figures() { print("| \(name) | \(figure) |") }
}
