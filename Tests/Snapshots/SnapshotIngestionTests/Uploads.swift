import Bytes
import Datasets
import SnapshotIngestion
import Storage
import Time

/// Uploads and events as the tests need them.
enum Uploads {
  /// Three players with all that kills, DKP and the check of kill points are made of.
  static let three = SharedBytes(
    """
    Governor ID,Name,Alliance,Power,Kill Points,T1 Kills,T2 Kills,T3 Kills,T4 Kills,T5 Kills,Deads
    1,Anna,ICE,900,71,5,5,5,2,1,3
    2,"Bo, jr",,800,999,5,5,5,2,1,
    3,名前,-ICE,N/A,,,,,2,1,3

    """)

  /// As above with another power for each.
  static let threeLater = SharedBytes(
    """
    Governor ID,Name,Alliance,Power
    1,Anna,ICE,901
    2,"Bo, jr",,801
    3,名前,-ICE,701

    """)

  /// The same player twice.
  static let refused = SharedBytes("ID,Name\n7,Anna\n7,Bo\n")

  static func event(
    _ time: String = "2026-01-26T15:30:12Z", on date: String = "2026-01-26",
    file: String = "players.csv", version: String? = nil
  ) -> UploadEvent? {
    guard let kingdom = Kingdom(51), let date = CalendarDate(date),
      let file = FileName(file), let time = Instant(time)
    else { return nil }
    return UploadEvent(
      snapshot: SnapshotID(kingdom: kingdom, date: date), file: file, time: time,
      version: version)
  }
}

extension DirectoryStore {
  /// Every object of the lake.
  func tree() async throws -> [String: SharedBytes] {
    var tree: [String: SharedBytes] = [:]
    for key in try await list("", delimited: false).keys { tree[key] = try await get(key) }
    return tree
  }
}
