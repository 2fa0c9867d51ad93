import Failures
import Testing

@testable import LiveScores

@Suite struct ContributionTests {
  @Test func anEventCountsOnTheBoardsOfEverybodyAndOfItsProject() throws {
    let contribution = Contribution(
      player: try PlayerID("u1"), project: try ProjectID("p:1"), score: 3,
      key: try SubmissionKey("e1"))
    let definitions = try contribution.boards.map { try $0.definition() }
    #expect(
      definitions.map(\.id.text) == [
        "global:all-time", "global:yearly", "global:monthly", "global:weekly", "global:daily",
        "project:p:1:all-time", "project:p:1:yearly", "project:p:1:monthly",
        "project:p:1:weekly", "project:p:1:daily",
      ])
    #expect(definitions.map(\.reset.text).prefix(3) == ["never", "yearly", "monthly"])
    #expect(definitions.allSatisfy { $0.updateMode == .increment })
    let submission = contribution.submission(to: definitions[0].id)
    #expect(submission.score == 3 && submission.key.text == "e1")
  }

  @Test func anEventWithoutAProjectCountsForEverybodyAlone() throws {
    let contribution = Contribution(
      player: try PlayerID("u1"), project: nil, score: 3, key: try SubmissionKey("e1"))
    #expect(contribution.boards.count == Timeframe.allCases.count)
  }

  @Test func theLongestProjectHasBoards() throws {
    let longest = String(repeating: "p", count: ProjectID.maxLength)
    for timeframe in Timeframe.allCases {
      let board = ContributionBoard(
        scope: .project(try ProjectID(longest)), timeframe: timeframe)
      #expect(try board.definition().id.text.utf8.count <= BoardID.maxLength)
    }
    for text in [longest + "p", "", "a b", "a/b"] {
      let error = #expect(throws: LiveError.self) { try ProjectID(text) }
      #expect(error?.place == "project_id")
    }
  }
}
