/** A piece of what a service signs, in order. */
export type SignedPart =
  | 'body'
  | { text: string }
  | { header: string }
  | { query: string }
  | { secret: string }
  /** An element of an XML body, where WeCom puts the encrypted message. */
  | { element: string }

type ValuePlace = { header: string; prefix?: string } | { query: string }

/**
 * Request signing of a service, as data: lib/secrets/verify-request.ts verifies it on the raw bytes
 * and in constant time. Names of secrets are those of the fields that a person entered.
 */
export type Verification =
  | {
      type: 'signature'
      /** `sha1-sorted` hashes the parts in alphabetical order, as WeChat's platforms do. */
      algorithm: 'hmac-sha256' | 'sha256' | 'sha1-sorted' | 'ed25519'
      /** The HMAC's secret or the public key in hexadecimal. */
      key?: string
      encoding: 'hex' | 'base64'
      parts: readonly SignedPart[]
      signature: ValuePlace
      /** Requests that are older or newer than five minutes are rejected. */
      time?: { header: string; unit: 'seconds' | 'milliseconds' } | { query: string; unit: 'seconds' }
    }
  /** The request contains the secret itself. */
  | { type: 'token'; secret: string; place: ValuePlace }

/**
 * A JWT in the header `Authorization` (RFC 7519), signed with RS256 by a key of the issuer's OpenID metadata:
 * lib/services/channels/verify-jwt.ts verifies it.
 */
export interface JwtVerification {
  type: 'jwt'
  metadataUrl: string
  issuer: string
  /** Field whose value must be the audience. */
  audience: string
  /** Claims that must equal a property of the body. */
  claims: readonly { claim: string; property: string }[]
  /** Property of the body that must be among the `endorsements` of the key. */
  endorsement: string
}

/** A request of a service, after its signature was verified. */
export interface InboundRequest {
  method: 'GET' | 'POST'
  header(name: string): string | null
  query: Readonly<Record<string, string>>
  /** Parsed JSON, or the fields of a form; null without a body. */
  body: unknown
}
