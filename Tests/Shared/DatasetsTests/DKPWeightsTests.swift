import Datasets
import Testing

@Suite struct DKPWeightsTests {
  @Test func theStandardWeightsAre10And30And80() {
    #expect(DKPWeights.standard.dkp(t4Kills: 1, t5Kills: 2, deaths: 3) == 310)
  }

  @Test func theOrderOfTheThreeDoesNotMatter() {
    #expect(DKPWeights("deaths:80,t4:10,t5:30") == .standard)
    #expect(DKPWeights.standard.description == "t4:10,t5:30,deaths:80")
  }

  @Test(arguments: [
    "", "t4:10", "t4:10,t5:30", "t4:10,t5:30,deaths:80,t4:1", "t4:10,t5:30,deaths:-1",
    "t4:10,t5:30,deaths:1000001", "t4:10;t5:30;deaths:80", "t3:10,t5:30,deaths:80",
    "t4:a,t5:1,deaths:1",
  ])
  func refusesAnythingElse(_ text: String) {
    #expect(DKPWeights(text) == nil)
  }

  @Test func aSumBeyond64BitsIsNoNumber() throws {
    #expect(DKPWeights.standard.dkp(t4Kills: .max, t5Kills: 0, deaths: 0) == nil)
    let ones = try #require(DKPWeights(t4Kills: 1, t5Kills: 1, deaths: 1))
    #expect(ones.dkp(t4Kills: .max, t5Kills: 1, deaths: 0) == nil)
  }

  @Test func killPointsFollowTheGamesRule() {
    #expect(
      KillPoints.expected(t1Kills: 9, t2Kills: 1, t3Kills: 1, t4Kills: 1, t5Kills: 1) == 37)
    #expect(
      KillPoints.expected(t1Kills: 0, t2Kills: 0, t3Kills: 0, t4Kills: 0, t5Kills: .max) == nil)
  }
}
