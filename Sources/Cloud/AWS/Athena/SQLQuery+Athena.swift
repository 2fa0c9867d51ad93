import SQL

extension SQLQuery.Value {
  /// The value as Athena wants execution parameters: as a literal of SQL.
  var literal: String {
    switch self {
    case .integer(let number): return String(number)
    case .text(let text):
      let quote = "'" as Unicode.Scalar
      var literal = "'"
      // By scalars: as a character, a quote and a combining mark behind it are one, and no quote.
      for scalar in text.unicodeScalars {
        if scalar == quote { literal.unicodeScalars.append(quote) }
        literal.unicodeScalars.append(scalar)
      }
      literal.unicodeScalars.append(quote)
      return literal
    }
  }
}
