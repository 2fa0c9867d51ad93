import Bytes
import DataLake
import Rankings

/// Keeps every upload byte for byte under `raw/`, where nothing is ever written twice.
///
/// The second of the event names the run's folder. Where another upload took that second already,
/// the next free second names it: an upload that differs is never dropped for having come at the
/// same time, and a repeated event finds its own folder again.
struct RawArchive {
  let store: any ObjectStore

  /// - Returns: the name of the run's folder, the same for a repeated event.
  /// - Throws: `ObjectStoreError`.
  func keep(_ upload: SharedBytes, of event: UploadEvent) async throws -> RunTimestamp {
    for folder in RunTimestamp(event.time).secondsFromHere {
      if try await claim(folder, for: upload, of: event) { return folder }
    }
    throw ObjectStoreError(
      code: .failed, place: LakePrefix.snapshot(.raw, event.snapshot).description,
      reason: "too many different uploads carry the second \(RunTimestamp(event.time))")
  }

  private func claim(
    _ folder: RunTimestamp, for upload: SharedBytes, of event: UploadEvent
  ) async throws -> Bool {
    let key = LakeKey.raw(event.snapshot, folder, file: event.file).description
    let prefix = LakePrefix.run(.raw, event.snapshot, folder).description
    let found = try await store.list(prefix, delimited: true).keys
    // Looked for first: two uploads that came at the same moment may have come to share a folder.
    if found.contains(key) { return try await store.get(key) == upload }
    guard found.isEmpty else { return false }
    switch try await store.put(key, [upload], when: .absent) {
    case .written: return true
    case .conditionFailed: return try await store.get(key) == upload
    }
  }
}
