import type { ImagePart } from '@/lib/engine/model-requests'

export interface WireUsage {
  inputTokens: number
  outputTokens: number
  /** Part of the input tokens. */
  cachedInputTokens: number
}

/** A streamed call with its arguments in pieces. */
export interface WireCall {
  id: string
  name: string
  pieces: readonly string[]
}

/** The wire format of a family of services, as used by the conformance suite. Each part is one write. */
export interface WireDialect {
  name: string
  contentType: string
  text(parts: readonly string[], usage: WireUsage): readonly WirePart[]
  /** Interleaves parallel calls if the format allows it. */
  toolCalls(calls: readonly WireCall[]): readonly WirePart[]
  /** Response to a request for structured output. */
  structured(json: string): readonly WirePart[]
  /** Some text without an end. */
  beginning(text: string): readonly WirePart[]
  /** A tool call with incomplete arguments. `null`: the format only has complete ones. */
  halfToolCall(name: string): readonly WirePart[] | null
  /** An event with truncated JSON. */
  halfEvent: WirePart
  /** Invalid UTF-8, for formats with checksums: otherwise the suite changes a byte of `beginning`. */
  notUtf8?: readonly WirePart[]
  error(message: string): unknown
  /** Body of its model list. */
  models(ids: readonly string[]): unknown
  /** Locations of the suite's inputs in a request. */
  sent: {
    images(body: unknown): ImagePart[]
    /** The requested schema, or null for formats that only request JSON. */
    schema(body: unknown): unknown
    toolNames(body: unknown): string[]
  }
}

export type WirePart = string | Uint8Array
