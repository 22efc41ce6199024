import 'server-only'

export interface MasterKey {
  /** The name of the key, stored beside everything that it wraps. */
  kid: string
  bytes: Buffer
}

/** The first encrypts new secrets; the others still decrypt old ones. */
export type MasterKeys = readonly [MasterKey, ...MasterKey[]]
