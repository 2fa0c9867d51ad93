import Datasets
import HTTPAPI

/// What the answers of several routes have in common.
extension OpenAPINode {
  static let kingdomNumber = schema(
    "KingdomNumber",
    .integer(from: 1, to: 999_999))

  static let snapshotDate = schema(
    "SnapshotDate",
    .string(
      format: "date", pattern: #"^(19[7-9]\d|[2-9]\d{3})-\d\d-\d\d$"#,
      description: "A day from 1970-01-01 to 9999-12-31."))

  static let metric = schema(
    "Metric",
    .oneOf(Metric.allCases.map(\.rawValue)))

  static let playerID = schema(
    "PlayerID",
    .integer(from: 0, to: 17_179_869_183))

  static let value = schema(
    "Value",
    .integer(from: 0, to: 9_007_199_254_740_991))

  static let ranked = schema(
    "Ranked",
    .object(["rank": .integer(from: 1), "value": .value]))
}
