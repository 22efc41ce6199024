import 'server-only'

/** Payload of a widget token, valid only for its app, so that a leaked one cannot be used elsewhere. */
export interface EmbedClaims {
  app: string
  version: string
  origin: string
  sid: string
  /** The visitor signed in by the customer's server, and the groups signed with the name. */
  user?: string
  groups?: string[]
}

/** lib/secrets signs with a separate key for widgets. */
export interface EmbedTokens {
  sign(payload: EmbedClaims, ttlSeconds: number): Promise<string> | string
  /** The signed payload, or null if the token is forged, expired, or signed for something else. */
  verify(token: string): Promise<unknown> | unknown
}
