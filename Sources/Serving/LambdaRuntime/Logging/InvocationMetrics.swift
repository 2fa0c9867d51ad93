import JSON
import Synchronization
import Time

/// A metric of every invocation.
package struct FunctionMetric: Hashable, Sendable {
  /// Names of CloudWatch.
  package enum Unit: String, Hashable, Sendable {
    case count = "Count"
    case bytes = "Bytes"
    case microseconds = "Microseconds"
  }

  package let name: String
  package let unit: Unit

  package init(_ name: String, _ unit: Unit) {
    self.name = name
    self.unit = unit
  }

  /// The handler's time.
  package static let duration = FunctionMetric("Duration", .microseconds)
  /// 1 in the first invocation of a process, 0 in all others.
  package static let coldStart = FunctionMetric("ColdStart", .count)
}

/// The metrics of one invocation.
package final class InvocationMetrics: Sendable {
  private let values = Mutex<[(metric: FunctionMetric, value: Int)]>([])

  package init() {}

  /// Adds to a metric, which starts at 0 and saturates at 64 bits.
  package func add(_ amount: Int, to metric: FunctionMetric) {
    values.withLock { values in
      guard let index = values.firstIndex(where: { $0.metric == metric }) else {
        values.append((metric, amount))
        return
      }
      let (sum, overflows) = values[index].value.addingReportingOverflow(amount)
      values[index].value = overflows ? .max : sum
    }
  }

  /// Adds a time, in microseconds.
  package func add(_ time: Duration, to metric: FunctionMetric) {
    add(time.microseconds, to: metric)
  }

  /// The value of a metric; `nil` if nothing was added.
  package func value(of metric: FunctionMetric) -> Int? {
    values.withLock { values in values.first { $0.metric == metric }?.value }
  }

  /// The metrics as a line in CloudWatch's embedded metric format, namespace `Standings`, with the
  /// function's name as the only dimension.
  func embedded(at time: Instant, functionName: String, requestID: String?) -> [UInt8] {
    let values = values.withLock { $0 }
    var json = JSONWriter()
    json.object {
      $0.object("_aws") {
        $0.member("Timestamp", time.millisecondsSinceEpoch)
        $0.array("CloudWatchMetrics") { $0.object { Self.declare(values.map(\.metric), &$0) } }
      }
      $0.member("FunctionName", functionName)
      if let requestID { $0.member("requestId", requestID) }
      for (metric, value) in values { $0.member(metric.name, value) }
    }
    return json.utf8
  }

  private static func declare(_ metrics: [FunctionMetric], _ json: inout JSONWriter) {
    json.member("Namespace", "Standings")
    json.array("Dimensions") { $0.array { $0.value("FunctionName") } }
    json.array("Metrics") {
      for metric in metrics {
        $0.object {
          $0.member("Name", metric.name)
          $0.member("Unit", metric.unit.rawValue)
        }
      }
    }
  }
}

extension Duration {
  /// Whole microseconds.
  package var microseconds: Int {
    let (seconds, attoseconds) = components
    let (whole, overflows) = Int(clamping: seconds).multipliedReportingOverflow(by: 1_000_000)
    return overflows ? .max : whole + Int(attoseconds / 1_000_000_000_000)
  }
}
