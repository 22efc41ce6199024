import 'server-only'

/** Payload of a widget token (T90): worth nothing outside its app. */
export interface EmbedClaims {
  app: string
  version: string
  origin: string
  sid: string
  /** Whom the customer's server has signed in, and the groups that it signed with the name. */
  user?: string
  groups?: string[]
}

/** lib/secrets signs with a key of its own for widgets. */
export interface EmbedTokens {
  sign(payload: EmbedClaims, ttlSeconds: number): Promise<string> | string
  /** The payload as it was signed, or null: forged, expired, or signed for something else. */
  verify(token: string): Promise<unknown> | unknown
}
