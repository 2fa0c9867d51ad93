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
            DKP that both uploads brought is compared as it is. Else it is worked out anew for \
            both, by the weights of the later upload or by those of the request, so that a change \
            of weights is no gain.
            """,
          responses: .answers(
            .ok(
              """
              The greatest gain first. Players whom only one of the snapshots lists, or who lack \
              a value at one of them, are named and not ranked.
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
        sharedAs: "From", "The earlier day; the snapshot before `to` unless told.",
        schema: .date(or: "previous"), example: "2026-01-19")),
    .query(
      "to",
      ParameterDescription(
        sharedAs: "To", "The later day.", schema: .date(or: "latest", isDefault: true),
        example: "2026-01-26")),
    .limit, .cursor,
    .query(
      "weights",
      ParameterDescription(
        sharedAs: "Weights",
        """
        How much a tier 4 kill, a tier 5 kill and a death count; with the metric `dkp` alone.
        """,
        schema: .string(
          pattern: #"^t4:(\d{1,6}|1000000),t5:(\d{1,6}|1000000),deaths:(\d{1,6}|1000000)$"#),
        example: "t4:10,t5:30,deaths:80")),
  ]

  private static let gainsTableExample =
    "\u{FEFF}rank,id,name,alliance,gain,dkp_from,dkp_to,rank_from,rank_to,rank_change,flags\r\n"
    + "1,65240944,Медный Волк,夜鹰,1281718970,30896790410,32178509380,1,1,0,\r\n"
}
