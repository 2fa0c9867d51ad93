import LambdaRuntime

/// The order of an event's notifications.
enum NotificationOrder {
  /// Records of one key by their sequencers, the newest last; all others stay in place.
  static func sorted(_ notifications: [S3Notification]) -> [S3Notification] {
    var places: [Place: [Sequenced]] = [:]
    for (index, notification) in notifications.enumerated() {
      guard case .created(let record) = notification, let sequencer = record.sequencer else {
        continue
      }
      places[Place(bucket: record.bucket, key: record.key), default: []]
        .append(Sequenced(index: index, sequencer: sequencer))
    }
    var sorted = notifications
    for found in places.values where found.count > 1 {
      let inOrder = found.sorted { $0.sequencer < $1.sequencer }
      for (place, entry) in zip(found, inOrder) { sorted[place.index] = notifications[entry.index] }
    }
    return sorted
  }

  private struct Place: Hashable {
    let bucket: String
    let key: String
  }

  private struct Sequenced {
    let index: Int
    let sequencer: S3Sequencer
  }
}
