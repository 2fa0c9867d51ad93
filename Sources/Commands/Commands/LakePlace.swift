import AWS
import ArgumentParser
import Failures

/// Where a lake is, as `--lake` names it: a folder, or a bucket of S3 or a part of one.
enum LakePlace: ExpressibleByArgument {
  case folder(String)
  case bucket(S3Location)
  /// Meant for a bucket, and why it names none.
  case none(S3LocationError)

  init(argument: String) {
    guard S3Location.isMeant(by: argument) else {
      self = .folder(argument)
      return
    }
    do throws(S3LocationError) {
      self = .bucket(try S3Location(argument))
    } catch {
      self = .none(error)
    }
  }
}

extension LakePlace: CustomStringConvertible {
  var description: String {
    switch self {
    case .folder(let path): path
    case .bucket(let location): "\(location)"
    case .none(let error): error.place
    }
  }
}
