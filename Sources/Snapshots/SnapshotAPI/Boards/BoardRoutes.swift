import HTTP
import HTTPAPI
import SnapshotQueries

extension SnapshotService {
  var boardRoutes: [Route] {
    [
      Route(
        .get, "/v1/kingdoms/{kingdom}/leaderboards/{metric}", parameters: Self.boardParameters,
        forms: [.json, .csv],
        describedAs: OpenAPIOperation(
          "getLeaderboard", tags: ["boards"], summary: "The best players by a metric",
          description: """
            Pages reach the first 100,000 entries of a board. In CSV, a text that a spreadsheet \
            program would evaluate as a formula starts with an apostrophe.
            """,
          responses: .answers(
            .ok(
              """
              A page of the board. Equal values share a rank (1, 2, 2, 4) and are ordered by id; \
              players without a value are not ranked.
              """,
              [
                (.json, .leaderboard, .leaderboardExample),
                (.csv, .string(), .text(Self.boardTableExample)),
              ]), and: [.gone])),
        action: answer { try await leaderboard($0) }),
      Route(
        .get, "/v1/kingdoms/{kingdom}/leaderboards/{metric}.csv",
        parameters: Self.boardParameters, forms: [.csv],
        describedAs: OpenAPIOperation(
          "downloadLeaderboard", tags: ["boards"], summary: "The same as a file",
          responses: .answers(.table(Self.boardTableExample), and: [.gone])),
        action: answer { try await leaderboard($0) }),
    ]
  }

  private static let boardParameters: [RouteParameter] = [
    .kingdom, .metric, .date, .limit, .cursor,
    .query(
      "search",
      ParameterDescription(
        sharedAs: "Search",
        """
        Only matching players; their ranks are those of the whole board. See `findPlayers`.
        """, schema: .searchText)),
    .query(
      "around",
      ParameterDescription(
        sharedAs: "Around",
        """
        A player's id: returns the page with this player in the middle. Not together with `cursor` \
        or `search`.
        """, schema: .playerID)),
    .query(
      "compare",
      ParameterDescription(
        sharedAs: "Compare",
        """
        Adds each player's value and rank at another date, or in the previous snapshot.
        """, schema: .date(or: "previous"), example: "previous")),
  ]

  private static let boardTableExample =
    "\u{FEFF}rank,id,name,alliance,dkp\r\n1,65240944,Медный Волк,夜鹰,32178509380\r\n"
}

extension OpenAPIResponse {
  /// A table as a file.
  static func table(_ example: String) -> OpenAPIResponse {
    .ok(
      "A table (RFC 4180) in UTF-8 with a byte order mark for Excel.",
      [(.csv, .string(), .text(example))])
  }
}
