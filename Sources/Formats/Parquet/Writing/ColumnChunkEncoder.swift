import Bytes
import Compression

/// Encodes one column chunk after another, keeping its working memory.
final class ColumnChunkEncoder {
  private let settings: WritingSettings
  private let compressor = BlockCompressor()
  private let memory = ChunkMemory()
  private var dictionary = DictionaryEncoder()
  /// The page's body: definition levels and values.
  private var body = ByteBuffer()
  /// A page's values without null rows.
  private var dense = ByteBuffer()

  init(settings: WritingSettings) { self.settings = settings }

  // MARK: Integers

  func encode<Value: StoredInteger>(
    _ values: UnsafeBufferPointer<Value>, presence: UnsafeBufferPointer<UInt8>?,
    column: ColumnSchema
  ) throws(ParquetError) -> EncodedColumnChunk {
    let size = MemoryLayout<Value>.size
    let pages = settings.pages(rowCount: values.count, bytesPerValue: size, presence: presence)
    let usesDictionary =
      column.encoding == .dictionary
      && dictionary.build(
        values, presence: presence, maxByteCount: settings.dictionaryByteCount)
    let encoding: Encoding =
      if usesDictionary {
        .rleDictionary
      } else {
        column.encoding == .delta && haveNarrowDeltas(values, pages) ? .deltaBinaryPacked : .plain
      }
    var numbers = 0..<0
    return try encode(
      column, pages,
      encoding: encoding,
      valuesBound: { DeltaBinaryPackedEncoder.bound(valueCount: $0.rows.count) },
      dictionaryEntryCount: usesDictionary ? dictionary.entryCount : 0,
      dictionaryBody: { body in
        for row in dictionary.firstRows {
          PlainEncoder.encode(UnsafeBufferPointer(rebasing: values[row...row]), into: &body)
        }
      },
      pageBody: { page, body in
        let present = densePart(of: values, page)
        switch encoding {
        case .rleDictionary:
          numbers = numbers.upperBound..<(numbers.upperBound + page.presentCount)
          encodeNumbers(numbers, into: &body)
        case .deltaBinaryPacked: DeltaBinaryPackedEncoder.encode(present, into: &body)
        default: PlainEncoder.encode(present, into: &body)
        }
        return Bounds(present)
      })
  }

  private func haveNarrowDeltas<Value: StoredInteger>(
    _ values: UnsafeBufferPointer<Value>, _ pages: [PageRows]
  ) -> Bool {
    pages.allSatisfy { page in
      DeltaBinaryPackedEncoder.fits(
        densePart(of: values, page), width: min(settings.maxDeltaBitWidth, 63))
    }
  }

  /// The values of a page that are not null, contiguous.
  private func densePart<Value: StoredInteger>(
    of values: UnsafeBufferPointer<Value>, _ page: PageRows
  ) -> UnsafeBufferPointer<Value> {
    let all = UnsafeBufferPointer(rebasing: values[page.rows])
    guard let presence = page.presence else { return all }
    dense.removeAll()
    let target = dense.reserve(all.count * MemoryLayout<Value>.size)
      .bindMemory(to: Value.self, capacity: all.count + 1)
    var count = 0
    for index in 0..<all.count {
      target[count] = all[index]
      count &+= Int(presence[index] & 1)
    }
    return UnsafeBufferPointer(start: target, count: count)
  }

  // MARK: Strings

  func encode(
    _ values: ByteArrays, presence: UnsafeBufferPointer<UInt8>?, column: ColumnSchema
  ) throws(ParquetError) -> EncodedColumnChunk {
    let usesDictionary =
      column.encoding == .dictionary
      && dictionary.build(
        values, presence: presence, maxByteCount: settings.dictionaryByteCount)
    let encoding: Encoding =
      if usesDictionary {
        .rleDictionary
      } else {
        column.encoding == .delta ? .deltaLengthByteArray : .plain
      }
    var numbers = 0..<0
    return try encode(
      column, settings.pages(values, presence: presence),
      encoding: encoding,
      valuesBound: { page in
        usesDictionary
          ? RunLengthHybridEncoder.bound(
            valueCount: page.rows.count, width: dictionary.bitWidth)
          : DeltaLengthByteArrayEncoder.bound(values, rows: page.rows)
      },
      dictionaryEntryCount: usesDictionary ? dictionary.entryCount : 0,
      dictionaryBody: { body in
        for row in dictionary.firstRows {
          PlainEncoder.encode(values, rows: row..<(row + 1), presence: nil, into: &body)
        }
      },
      pageBody: { page, body in
        let presence = page.presence?.baseAddress
        switch encoding {
        case .rleDictionary:
          numbers = numbers.upperBound..<(numbers.upperBound + page.presentCount)
          encodeNumbers(numbers, into: &body)
        case .deltaLengthByteArray:
          DeltaLengthByteArrayEncoder.encode(
            values, rows: page.rows, presence: presence, lengths: &dense, into: &body)
        default:
          PlainEncoder.encode(values, rows: page.rows, presence: presence, into: &body)
        }
        return Bounds(
          values, rows: page.rows, presence: presence, byteCount: settings.boundByteCount)
      })
  }

  // MARK: Constants

  /// A chunk in which all rows have one value, or none: its size and cost do not depend on the
  /// number of rows.
  func encode(
    repeating value: ColumnValue?, rowCount: Int, column: ColumnSchema
  ) throws(ParquetError) -> EncodedColumnChunk {
    let plain = value?.plainBytes ?? []
    return try encode(
      column, [PageRows(repeating: value != nil, rowCount: rowCount)],
      encoding: value == nil ? .plain : .rleDictionary,
      valuesBound: { _ in plain.count + 64 },
      dictionaryEntryCount: value == nil ? 0 : 1,
      dictionaryBody: { body in
        var output = body.reserve(plain.count + 4)
        if case .bytes = value { output.writeLittleEndian(UInt32(plain.count)) }
        for byte in plain { output.writeByte(byte) }
        body.commit(upTo: output)
      },
      pageBody: { page, body in
        guard let value else { return nil }
        var output = body.reserve(1)
        output.writeByte(1)
        body.commit(upTo: output)
        RunLengthHybridEncoder.encode(
          repeating: 0, count: page.rows.count, width: 1, into: &body)
        return Bounds(repeating: value, byteCount: settings.boundByteCount)
      })
  }

  // MARK: All types

  /// A data page of dictionary numbers starts with their bit width.
  private func encodeNumbers(_ range: Range<Int>, into body: inout ByteBuffer) {
    let width = dictionary.bitWidth
    var output = body.reserve(1)
    output.writeByte(UInt8(width))
    body.commit(upTo: output)
    dictionary.numbers.withUnsafeBufferPointer { numbers in
      RunLengthHybridEncoder.encode(
        UnsafeBufferPointer(rebasing: numbers[range]), width: width, into: &body)
    }
  }

  /// - Parameters:
  ///   - valuesBound: the max size of a page's values.
  ///   - dictionaryEntryCount: 0 if the encoding uses no dictionary.
  ///   - dictionaryBody: writes the dictionary page's values.
  ///   - pageBody: writes a data page's values and returns their bounds.
  private func encode(
    _ column: ColumnSchema, _ pages: [PageRows], encoding: Encoding,
    valuesBound: (PageRows) -> Int, dictionaryEntryCount: Int,
    dictionaryBody: (inout ByteBuffer) -> Void,
    pageBody: (PageRows, inout ByteBuffer) -> Bounds?
  ) throws(ParquetError) -> EncodedColumnChunk {
    body.removeAll()
    if dictionaryEntryCount > 0 { dictionaryBody(&body) }
    // Packed numbers do not shrink, so compressing them would waste time.
    let compression = encoding == .deltaBinaryPacked ? .uncompressed : column.compression
    let bound = pages.reduce(pageBound(body.count, compression)) { sum, page in
      sum + pageBound(valuesBound(page) + page.rows.count / 2 + 64, compression)
    }
    var written: ColumnChunkWriter?
    var bounds: Bounds?
    let bytes = try memory.bytes(reserving: bound) { destination throws(ParquetError) in
      var writer = ColumnChunkWriter(
        column: column, compression: compression, settings: settings, compressor: compressor,
        destination: destination)
      if dictionaryEntryCount > 0 {
        try writer.writeDictionaryPage(body.bytes, valueCount: dictionaryEntryCount)
      }
      for page in pages {
        body.removeAll()
        if !column.isRequired { encodeLevels(of: page) }
        let pageBounds = pageBody(page, &body)
        if let pageBounds { bounds?.formUnion(pageBounds) }
        bounds = bounds ?? pageBounds
        try writer.writeDataPage(
          body.bytes, encoding: encoding, rows: page.rows, nullCount: page.nullCount,
          bounds: pageBounds)
      }
      written = writer
      return writer.byteCount
    }
    return EncodedColumnChunk(
      bytes: bytes, column: column, codec: CompressionCodec(compression.codec),
      rowCount: pages.last?.rows.upperBound ?? 0,
      uncompressedByteCount: written?.uncompressedByteCount ?? 0,
      dictionaryPage: written?.dictionaryPage, dataPages: written?.dataPages ?? [],
      bounds: bounds)
  }

  private func encodeLevels(of page: PageRows) {
    if page.nullCount == 0 || page.presentCount == 0 {
      DefinitionLevelEncoder.encode(
        repeating: page.nullCount == 0, count: page.rows.count, into: &body)
    } else if let presence = page.presence {
      DefinitionLevelEncoder.encode(presence, into: &body)
    }
  }

  private func pageBound(_ bodyByteCount: Int, _ compression: ColumnCompression) -> Int {
    ColumnChunkWriter.bound(bodyByteCount: bodyByteCount, compression: compression)
  }
}
