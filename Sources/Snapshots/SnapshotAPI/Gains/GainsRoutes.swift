import HTTP
import HTTPAPI
import SnapshotQueries

extension SnapshotService {
  var gainsRoutes: [Route] {
    [
      Route(
        .get, "/v1/kingdoms/{kingdom}/gains/{metric}", parameters: Self.gainsParameters,
        forms: [.json, .csv],
        describedAs: OpenAPIOperation(
          "getGains", tags: ["boards"], summary: "Who gained how much between two snapshots",
          description: """
            DKP from the uploads is compared if both have it. Otherwise it is computed for both \
            with the weights of the request or of the later upload, so that a change of weights is \
            not a gain.
            """,
          responses: .answers(
            .ok(
              """
              The largest gain first. Players who are listed in only one of the snapshots, or lack \
              a value in one of them, are named and not ranked.
              """,
              [
                (.json, .gains, .gainsExample),
                (.csv, .string(), .text(Self.gainsTableExample)),
              ]), and: [.gone])),
        action: answer { try await gains($0) }),
      Route(
        .get, "/v1/kingdoms/{kingdom}/gains/{metric}.csv", parameters: Self.gainsParameters,
        forms: [.csv],
        describedAs: OpenAPIOperation(
          "downloadGains", tags: ["boards"], summary: "The same as a file",
          responses: .answers(.table(Self.gainsTableExample), and: [.gone])),
        action: answer { try await gains($0) }),
    ]
  }

  private static let gainsParameters: [RouteParameter] = [
    .kingdom, .metric,
    .query(
      "from",
      ParameterDescription(
        sharedAs: "From", "The earlier date; by default the snapshot before `to`.",
        schema: .date(or: "previous"), example: "2026-01-19")),
    .query(
      "to",
      ParameterDescription(
        sharedAs: "To", "The later date; by default the latest snapshot.",
        schema: .date(or: "latest", isDefault: true),
        example: "2026-01-26")),
    .limit, .cursor,
    .query(
      "weights",
      ParameterDescription(
        sharedAs: "Weights",
        """
        The points for a tier 4 kill, a tier 5 kill and a death; only for the metric `dkp`.
        """,
        schema: .string(
          pattern: #"^t4:(\d{1,6}|1000000),t5:(\d{1,6}|1000000),deaths:(\d{1,6}|1000000)$"#),
        example: "t4:10,t5:30,deaths:80")),
  ]

  private static let gainsTableExample =
    "\u{FEFF}rank,id,name,alliance,gain,dkp_from,dkp_to,rank_from,rank_to,rank_change,flags\r\n"
    + "1,65240944,Медный Волк,夜鹰,1281718970,30896790410,32178509380,1,1,0,\r\n"
}
