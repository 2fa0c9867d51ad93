import HTTP
import HTTPAPI
import SnapshotQueries

extension SnapshotService {
  var playerRoutes: [Route] {
    [
      Route(
        .get, "/v1/kingdoms/{kingdom}/players",
        parameters: [
          .kingdom,
          .query(
            "search",
            ParameterDescription(
              isRequired: true,
              """
              A part of a name or of an alliance, or the first digits of an id. Case, diacritics \
              and decorative letters are ignored.
              """, schema: .searchText, example: "wolf")),
          .date, .shortLimit,
        ],
        describedAs: OpenAPIOperation(
          "findPlayers", tags: ["players"], summary: "Find players by name, alliance or id",
          responses: .answers(
            .ok(
              "Ordered by relevance, then by power.",
              [(.json, .foundPlayers, .foundPlayersExample)]))),
        action: answer { try await players($0) }),
      Route(
        .get, "/v1/kingdoms/{kingdom}/players/{id}", parameters: [.kingdom, .player, .date],
        describedAs: OpenAPIOperation(
          "getPlayer", tags: ["players"], summary: "A player's values and ranks",
          responses: .answers(
            .ok(
              "The player in one snapshot.", [(.json, .player, .playerExample)]))),
        action: answer { try await player($0) }),
      Route(
        .get, "/v1/kingdoms/{kingdom}/players/{id}/history",
        parameters: [
          .kingdom, .player,
          .query(
            "limit",
            ParameterDescription(
              """
              The number of snapshots, counted back from the latest. The function in AWS allows at \
              most 100 if Accept-Encoding excludes gzip (400).
              """, schema: .limit(to: 366, default: 60))),
        ],
        describedAs: OpenAPIOperation(
          "getPlayerHistory", tags: ["players"], summary: "A player over time",
          responses: .answers(
            .ok(
              "The latest snapshot first.", [(.json, .playerHistory, .playerHistoryExample)]))),
        action: answer { try await history($0) }),
    ]
  }
}
