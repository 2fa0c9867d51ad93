import Rankings
import Testing

@testable import LambdaRuntime

@Suite struct ProcessEnvironmentTests {
  /// One test alone writes to the environment, which all tests of the process share.
  @Test func theTraceReachesTheEnvironmentAndLeavesIt() {
    ProcessEnvironment.setTrace("Root=1-2=3;Sampled=1")
    #expect(ProcessEnvironment.variables["_X_AMZN_TRACE_ID"] == "Root=1-2=3;Sampled=1")
    ProcessEnvironment.setTrace(nil)
    #expect(ProcessEnvironment.variables["_X_AMZN_TRACE_ID"] == nil)
  }

  @Test func theClockTellsThisCentury() {
    #expect((946_684_800_000..<4_102_444_800_000).contains(MachineClock.now.millisecondsSinceEpoch))
  }
}
