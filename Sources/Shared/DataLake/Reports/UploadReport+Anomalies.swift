import JSON

extension UploadReport {
  /// The players with suspicious values.
  package struct Anomalies: Hashable, Sendable {
    /// The number of players per kind, in the order of the report.
    package var counts: [Count] = []
    /// Whether most players were not in the previous snapshot.
    package var isMostlyNew = false
    /// The first of each kind.
    package var listed: [Anomaly] = []

    package init() {}

    package struct Count: Hashable, Sendable {
      /// The kind, such as `hidden_tiers`.
      package var code: String
      package var players: Int

      package init(code: String, players: Int) {
        self.code = code
        self.players = players
      }
    }
  }

  /// A suspicious value of a player.
  package struct Anomaly: Hashable, Sendable {
    /// The row as in `Problem`; `nil` if the comparison of snapshots found it.
    package var row: Int?
    package var id: Int64
    package var name: String
    /// The column of the snapshot.
    package var column: String
    package var found: String
    package var expected: String
    package var code: String

    package init(
      row: Int?, id: Int64, name: String, column: String, found: String, expected: String,
      code: String
    ) {
      self.row = row
      self.id = id
      self.name = name
      self.column = column
      self.found = found
      self.expected = expected
      self.code = code
    }
  }
}

extension UploadReport.Anomalies {
  private static let mostlyNew = "mostly_new"

  func write(to json: inout JSONWriter) {
    for count in counts { json.member(count.code, count.players) }
    json.member(Self.mostlyNew, isMostlyNew)
    json.array("listed") { for anomaly in listed { anomaly.write(to: &$0) } }
  }

  init(_ json: JSONValue?) {
    guard case .object(let members)? = json else { return }
    // Every other number is that of a kind: older reports have fewer kinds.
    counts = members.compactMap { name, value in
      value.integer == nil ? nil : Count(code: name, players: Optional(value).count)
    }
    isMostlyNew = json?[Self.mostlyNew]?.bool ?? false
    listed = (json?["listed"]).elements.map { UploadReport.Anomaly($0) }
  }
}

extension UploadReport.Anomaly {
  func write(to json: inout JSONWriter) {
    json.object {
      $0.member("row", row)
      $0.member("id", id)
      $0.member("name", name)
      $0.member("column", column)
      $0.member("found", found)
      $0.member("expected", expected)
      $0.member("code", code)
    }
  }

  init(_ json: JSONValue) {
    self.init(
      row: json["row"].position, id: json["id"]?.integer ?? 0, name: json["name"].text,
      column: json["column"].text, found: json["found"].text, expected: json["expected"].text,
      code: json["code"].text)
  }
}
