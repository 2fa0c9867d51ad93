import Bytes
import Concurrency
import DataLake
import Datasets
import Failures
import Storage
import Time

/// Stores every upload byte for byte under `raw/`, where nothing is overwritten.
///
/// The event's second names the run's folder. If another upload has that second already, the next
/// free second names it: a different upload is never dropped for arriving at the same time, and a
/// repeated event finds its own folder again.
struct RawArchive {
  let store: any ObjectStore

  /// - Returns: the name of the run's folder, the same for a repeated event.
  /// - Throws: `ObjectStoreError`.
  func keep(_ upload: SharedBytes, of event: UploadEvent) async throws -> RunTimestamp {
    let first = RunTimestamp(event.time)
    if try await hint(first, for: upload, of: event) { return first }
    // Listed once, however many there are: checking each would cost a call or two.
    let taken = try await takenSeconds(of: event.snapshot)
    let own = first.secondsFromHere.prefix { taken[$0] != nil }
      .filter { taken[$0]?.contains(event.file) == true }
    if let folder = try await folder(of: upload, among: own, event) { return folder }
    for folder in first.secondsFromHere where taken[folder] == nil {
      if try await hint(folder, for: upload, of: event) { return folder }
    }
    throw ObjectStoreError(
      code: .failed, place: LakePrefix.snapshot(.raw, event.snapshot).description,
      reason: "found \(RunTimestamp.maxSharingASecond) uploads from the second \(first) on, "
        + "expected fewer")
  }

  private func hint(
    _ folder: RunTimestamp, for upload: SharedBytes, of event: UploadEvent
  ) async throws -> Bool {
    let key = LakeKey.raw(event.snapshot, folder, file: event.file).description
    let prefix = LakePrefix.run(.raw, event.snapshot, folder).description
    let found = try await store.list(prefix, delimited: true).keys
    // Searched first: two uploads of the same moment may share a folder.
    if found.contains(where: { $0.hasBytes(of: key) }) { return try await store.get(key) == upload }
    guard found.isEmpty else { return false }
    switch try await store.put(key, [upload], when: .absent) {
    case .written: return true
    case .conditionFailed: return try await store.get(key) == upload
    }
  }

  /// The taken seconds of a date, and the file names in them.
  private func takenSeconds(of snapshot: SnapshotID) async throws -> [RunTimestamp: Set<FileName>] {
    var taken: [RunTimestamp: Set<FileName>] = [:]
    for upload in try await uploads(of: snapshot) {
      taken[upload.folder, default: []].insert(upload.file)
    }
    return taken
  }

  private static let lookedAtAtOnce = 16

  /// The first of some folders that contains the upload.
  private func folder(
    of upload: SharedBytes, among folders: [RunTimestamp], _ event: UploadEvent
  ) async throws -> RunTimestamp? {
    let isAsLong = try await concurrentMap(folders, atATime: Self.lookedAtAtOnce) { folder in
      let key = LakeKey.raw(event.snapshot, folder, file: event.file).description
      return try await store.head(key)?.byteCount == upload.count
    }
    for (folder, isAsLong) in zip(folders, isAsLong) where isAsLong {
      let key = LakeKey.raw(event.snapshot, folder, file: event.file).description
      if try await store.get(key) == upload { return folder }
    }
    return nil
  }
}

extension RunTimestamp {
  /// Max uploads of one date in one second: the seconds of a day.
  static let maxSharingASecond = 86_400

  /// This second and the following ones.
  var secondsFromHere: some Sequence<RunTimestamp> {
    sequence(first: self, next: \.next).prefix(Self.maxSharingASecond)
  }

  /// Whether an upload of a second may have this folder.
  func mayBeFolder(ofUploadIn second: RunTimestamp) -> Bool {
    let seconds =
      (instant.millisecondsSinceEpoch - second.instant.millisecondsSinceEpoch) / 1_000
    return (0..<Int64(Self.maxSharingASecond)).contains(seconds)
  }
}
