const encoder = new TextEncoder()

/** A growing buffer; numbers in 7-bit groups (LEB128), small ones in one byte. */
export class ByteWriter {
  private bytes = new Uint8Array(1_024)
  length = 0

  byte(value: number): void {
    if (this.length === this.bytes.length) this.grow(1)
    this.bytes[this.length] = value
    this.length += 1
  }

  /** An integer from 0 to 2^53. */
  number(value: number): void {
    let rest = value
    while (rest >= 128) {
      this.byte((rest % 128) | 128)
      rest = Math.floor(rest / 128)
    }
    this.byte(rest)
  }

  /** UTF-8 with a length prefix. Most texts are short and ASCII, for which calling the encoder is slower. */
  text(text: string): void {
    const startLength = this.length
    this.number(text.length)
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index)
      if (unit > 127) {
        this.length = startLength
        this.encoded(text)
        return
      }
      this.byte(unit)
    }
  }

  private encoded(text: string): void {
    const bytes = encoder.encode(text)
    this.number(bytes.length)
    this.append(bytes)
  }

  append(part: Uint8Array): void {
    if (this.length + part.length > this.bytes.length) this.grow(part.length)
    this.bytes.set(part, this.length)
    this.length += part.length
  }

  clear(): void {
    this.length = 0
  }

  /** The written bytes, valid until the next write. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }

  /** A copy of the written bytes. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.length)
  }

  private grow(by: number): void {
    const next = new Uint8Array(Math.max(this.bytes.length * 2, this.length + by))
    next.set(this.bytes)
    this.bytes = next
  }
}

export class ByteReader {
  constructor(
    readonly bytes: Uint8Array,
    public at = 0,
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length
  }

  byte(): number {
    const value = this.bytes[this.at] ?? 0
    this.at += 1
    return value
  }

  number(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const byte = this.bytes[this.at] ?? 0
      this.at += 1
      if (byte < 128) return value + byte * scale
      value += (byte - 128) * scale
      scale *= 128
    }
  }

  take(length: number): Uint8Array {
    const part = this.bytes.subarray(this.at, this.at + length)
    this.at += length
    return part
  }
}
