// Lets a test outside of Swift call the module AWS: reads JSON lines and answers each with one.
//
//   aws-probe sign                     a request a line -> the signed header or URL
//   aws-probe store LOCATION SETTINGS  an operation a line -> its outcome; SETTINGS is an object

import Foundation
import JSON
import TestSupport

let arguments = Array(CommandLine.arguments.dropFirst())
do {
  switch (arguments.first, arguments.count) {
  case ("sign", 1):
    try await answerEachLine { try SigningProbe.answer($0) }
  case ("store", 3):
    let probe = try StoreProbe(
      location: arguments[1], settings: JSONValue(parsing: Array(arguments[2].utf8)),
      environment: ProcessInfo.processInfo.environment)
    try await answerEachLine { await probe.answer($0) }
  default:
    print("usage: aws-probe sign | aws-probe store LOCATION SETTINGS")
    exit(2)
  }
} catch {
  print("\(error)")
  exit(1)
}
