import AWS
import Testing
import Time

@Suite struct MachineTests {
  @Test func variablesAreSeenAsTheyStand() {
    ProcessEnvironment.set("STANDINGS_TEST_VARIABLE", "a=b")
    #expect(ProcessEnvironment.variables["STANDINGS_TEST_VARIABLE"] == "a=b")
    ProcessEnvironment.set("STANDINGS_TEST_VARIABLE", nil)
    #expect(ProcessEnvironment.variables["STANDINGS_TEST_VARIABLE"] == nil)
  }

  @Test func theClockGoesOn() throws {
    let start = Clock.system.now()
    #expect(start > (try #require(Instant("2026-01-01T00:00:00Z"))))
    #expect(Clock.system.now() >= start)
  }
}
