import type { ImagePart } from '@/lib/engine/ports'

export interface WireUsage {
  inputTokens: number
  outputTokens: number
  /** Among the input tokens. */
  cachedInputTokens: number
}

/** A call as the service streams it: its arguments in pieces. */
export interface WireCall {
  id: string
  name: string
  pieces: readonly string[]
}

/** How one family of services writes its bytes; what the conformance suite knows of a wire. Each part is one write. */
export interface WireDialect {
  name: string
  contentType: string
  text(parts: readonly string[], usage: WireUsage): readonly WirePart[]
  /** Pieces of parallel calls come mixed where the wire allows it. */
  toolCalls(calls: readonly WireCall[]): readonly WirePart[]
  /** The answer to a request for JSON of a shape. */
  structured(json: string): readonly WirePart[]
  /** Some text, and no end. */
  beginning(text: string): readonly WirePart[]
  /** A tool call whose arguments never become whole. `null`: the wire has only whole ones. */
  halfToolCall(name: string): readonly WirePart[] | null
  /** An event that stops in the middle of its JSON. */
  halfEvent: WirePart
  /** Text of one byte that is no UTF-8, where the wire has checksums: else the suite changes a byte of `beginning`. */
  notUtf8?: readonly WirePart[]
  error(message: string): unknown
  /** The body of its list of models. */
  models(ids: readonly string[]): unknown
  /** Where a request says what the suite asked for. */
  sent: {
    images(body: unknown): ImagePart[]
    /** The schema that the answer must fit, or null for a wire that is asked for JSON only. */
    schema(body: unknown): unknown
    toolNames(body: unknown): string[]
  }
}

export type WirePart = string | Uint8Array
