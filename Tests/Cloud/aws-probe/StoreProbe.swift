import AWS
import Bytes
import Failures
import Foundation
import HTTPClient
import JSON
import Storage
import TestSupport
import Time

/// Does what a line says on a store. Bytes come from files and go to files.
struct StoreProbe {
  private let store: any ObjectStore

  /// - Parameter location: `s3://bucket[/prefix]`, else the path of a directory.
  init(location: String, settings: JSONValue, environment: [String: String]) throws {
    guard S3Location.isMeant(by: location) else {
      store = DirectoryStore(root: location, flushes: false)
      return
    }
    func setting(_ name: String) -> Int? { settings[name]?.integer.map { Int($0) } }
    var policy = RetryPolicy()
    policy.attempts = setting("attempts") ?? policy.attempts
    if let seconds = setting("total_seconds") { policy.total = .seconds(seconds) }
    let session = try AWSSession(
      environment: environment, policy: policy,
      clock: .system(offsetBySeconds: setting("clock_offset_seconds") ?? 0))
    var moving = S3Settings()
    moving.multipartThreshold = setting("multipart_threshold") ?? moving.multipartThreshold
    moving.uploadPartBytes = setting("upload_part") ?? moving.uploadPartBytes
    moving.downloadPartBytes = setting("download_part") ?? moving.downloadPartBytes
    moving.partsAtATime = setting("parts_at_a_time") ?? moving.partsAtATime
    moving.downloadLimit = setting("download_limit") ?? moving.downloadLimit
    if let seconds = setting("stalling_seconds") { moving.limits.stalling = .seconds(seconds) }
    store = session.store(at: try S3Location(location), settings: moving)
  }

  func answer(_ query: JSONValue) async -> JSONWriter {
    var json = JSONWriter()
    do {
      switch try query.text("do") {
      case "head": try await head(query, &json)
      case "get": try await get(query, &json)
      case "put": try await put(query, &json)
      case "put_cancelled": try await putCancelled(query, &json)
      case "increment": try await increment(query, &json)
      case "list": try await list(query, &json)
      default: throw ProbeError(reason: "no such operation")
      }
    } catch let error as ObjectStoreError {
      json.object {
        $0.member("error", error.code.rawValue)
        $0.member("place", error.place)
        $0.member("reason", error.reason)
      }
    } catch {
      json.object {
        $0.member("error", "\(type(of: error))")
        $0.member("reason", "\(error)")
      }
    }
    return json
  }

  private func head(_ query: JSONValue, _ json: inout JSONWriter) async throws {
    let info = try await store.head(try query.text("key"))
    json.object {
      $0.member("size", info?.byteCount)
      $0.member("version", info?.version.tag)
      $0.member("modified", info?.modifiedMilliseconds)
    }
  }

  private func get(_ query: JSONValue, _ json: inout JSONWriter) async throws {
    let key = try query.text("key")
    let bounds = query["range"]?.elements?.compactMap(\.integer).map { Int($0) }
    let bytes =
      if let versionID = query["version_id"]?.string, let store = store as? S3Store {
        try await store.get(key, versionID: versionID)
      } else {
        try await store.get(
          key, range: bounds.map { $0[0]..<$0[1] },
          version: query["version"]?.string.map(ObjectVersion.init))
      }
    try Data(bytes.array).write(to: URL(filePath: try query.text("file")))
    json.object { $0.member("size", bytes.count) }
  }

  private func put(_ query: JSONValue, _ json: inout JSONWriter) async throws {
    let outcome = try await store.put(
      try query.text("key"), try body(query), when: try condition(query))
    json.object { $0.member("outcome", "\(outcome)") }
  }

  /// Begins to write and is cancelled when the file `until` appears.
  private func putCancelled(_ query: JSONValue, _ json: inout JSONWriter) async throws {
    let (store, key, body) = (store, try query.text("key"), try body(query))
    let signal = try query.text("until")
    let writing = Task { try await store.put(key, body, when: .always) }
    while !FileManager.default.fileExists(atPath: signal) {
      try await Task.sleep(for: .milliseconds(5))
    }
    writing.cancel()
    let outcome = try await writing.value
    json.object { $0.member("outcome", "\(outcome)") }
  }

  /// Adds one to a number in an object, as often as said, by compare and swap.
  private func increment(_ query: JSONValue, _ json: inout JSONWriter) async throws {
    let key = try query.text("key")
    var (left, conflicts) = (query["times"]?.integer ?? 1, 0)
    while left > 0 {
      guard let info = try await store.head(key) else { throw ProbeError(reason: "no counter") }
      let text: SharedBytes
      do {
        text = try await store.get(key, range: nil, version: info.version)
      } catch let error as ObjectStoreError where error.code == .changed {
        conflicts += 1
        continue
      }
      guard let number = Int(String(decoding: text.array, as: UTF8.self)) else {
        throw ProbeError(reason: "the counter is no number")
      }
      switch try await store.put(
        key, [SharedBytes("\(number + 1)")], when: .matches(info.version))
      {
      case .written: left -= 1
      case .conditionFailed: conflicts += 1
      }
    }
    json.object { $0.member("conflicts", conflicts) }
  }

  private func list(_ query: JSONValue, _ json: inout JSONWriter) async throws {
    let listing = try await store.list(
      try query.text("prefix"), delimited: query["delimited"]?.bool ?? false)
    json.object {
      $0.array("keys") { for key in listing.keys { $0.value(key) } }
      $0.array("folders") { for folder in listing.folders { $0.value(folder) } }
    }
  }

  /// In two pieces, so that a body is seldom one run of bytes.
  private func body(_ query: JSONValue) throws -> [SharedBytes] {
    let data = try Data(contentsOf: URL(filePath: try query.text("file")))
    let bytes = SharedBytes(Array(data))
    let middle = bytes.count / 3
    return [bytes[0..<middle], bytes[middle..<bytes.count]]
  }

  private func condition(_ query: JSONValue) throws -> PutCondition {
    if let tag = query["matches"]?.string { return .matches(ObjectVersion(tag: tag)) }
    return query["absent"]?.bool == true ? .absent : .always
  }
}

extension Clock {
  /// The machine's clocks, with the time of day set wrong.
  static func system(offsetBySeconds offset: Int) -> Clock {
    let system = Clock.system
    return Clock(
      now: {
        let now = system.now()
        return Instant(
          millisecondsSinceEpoch: now.millisecondsSinceEpoch + Int64(offset) * 1000) ?? now
      }, uptime: system.uptime, sleep: system.sleep)
  }
}
