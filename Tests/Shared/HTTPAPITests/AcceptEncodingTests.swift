import HTTPAPI
import Testing

@Suite struct AcceptEncodingTests {
  @Test(arguments: [
    "gzip", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.8, *;q=0.1", "GZIP", "x-gzip", "*",
    "gzip;q=0.001", "deflate ,  gzip ; q=1.000", "identity;q=0.5, gzip;q=0.5", "*;q=0.5",
    "identity;q=0, gzip", ",gzip,",
  ])
  func gzipIsTaken(_ header: String) {
    #expect(AcceptEncoding(header).prefersGzip)
  }

  @Test(arguments: [
    nil, "", "identity", "br", "gzip;q=0", "gzip;q=0.000", "*, gzip;q=0", "*;q=0",
    "identity;q=1, gzip;q=0.5", "gzip;q=2", "gzip;q=1.001", "gzip;q=", "gzip;q=abc", "gzip;x=1",
    "gzip;q=0.0001", "gzip;q=-1", "notgzip", ";q=1", "gzip;q=0.+1",
  ])
  func gzipIsNotTaken(_ header: String?) {
    #expect(!AcceptEncoding(header).prefersGzip)
  }
}
