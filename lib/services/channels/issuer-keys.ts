import 'server-only'
import { createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { singleton } from '@/lib/platform/singleton'
import { workspaceEgress } from '../governance/workspace-egress'
import type { System } from '../system'

const Metadata = z.object({ jwks_uri: z.url() })
const Key = z.looseObject({ kty: z.literal('RSA'), kid: z.string(), endorsements: z.array(z.string()).default([]) })
const KeySet = z.object({ keys: z.array(z.unknown()) })

/** Services replace their keys over days. */
const KEYS_FRESH_MS = 24 * 60 * 60 * 1_000
/** A token with an unknown key causes at most one request in this time. */
const RELOAD_MS = 5 * 60 * 1_000
const FETCH_MS = 10_000

export interface IssuerKey {
  key: KeyObject
  endorsements: readonly string[]
}

/** Finds a public key of an issuer through the network of the workspace. @throws UNAVAILABLE when it cannot be loaded */
export async function findIssuerKey(
  system: System,
  workspaceId: string,
  { metadataUrl, kid }: { metadataUrl: string; kid: string },
): Promise<IssuerKey | null> {
  try {
    return await issuerKeys().find(metadataUrl, kid, (url) => readJson(system, workspaceId, url))
  } catch (cause) {
    if (AppError.isInstance(cause) && cause.code === 'EGRESS_BLOCKED') throw cause
    throw new AppError('UNAVAILABLE', problem('webhooks.keysUnavailable', { host: new URL(metadataUrl).hostname }), {
      cause,
    })
  }
}

async function readJson(system: System, workspaceId: string, url: string): Promise<unknown> {
  const response = await workspaceEgress(system.db, workspaceId)(url, {
    redirect: 'manual',
    limits: { totalMs: FETCH_MS },
  })
  if (!response.ok) throw new Error(`The issuer responded with ${response.status}.`)
  return response.json()
}

type ReadJson = (url: string) => Promise<unknown>

interface Loaded {
  keys: ReadonlyMap<string, IssuerKey>
  atMs: number
}

/** Public keys of issuers, by the address of their metadata. */
class IssuerKeys {
  readonly #loaded = new Map<string, Promise<Loaded>>()

  async find(metadataUrl: string, kid: string, read: ReadJson): Promise<IssuerKey | null> {
    const known = await this.#load(metadataUrl, KEYS_FRESH_MS, read)
    const key = known.get(kid) ?? (await this.#load(metadataUrl, RELOAD_MS, read)).get(kid)
    return key ?? null
  }

  async #load(metadataUrl: string, freshMs: number, read: ReadJson): Promise<Loaded['keys']> {
    const known = this.#loaded.get(metadataUrl)
    const found = await known
    if (found && Date.now() - found.atMs < freshMs) return found.keys
    // Requests that arrive together load the keys once.
    const current = this.#loaded.get(metadataUrl)
    const loading = current === known ? loadKeys(metadataUrl, read) : current
    if (!loading) return new Map()
    this.#loaded.set(metadataUrl, loading)
    try {
      return (await loading).keys
    } catch (error) {
      if (this.#loaded.get(metadataUrl) === loading) this.#loaded.delete(metadataUrl)
      throw error
    }
  }
}

async function loadKeys(metadataUrl: string, read: ReadJson): Promise<Loaded> {
  const metadata = Metadata.parse(await read(metadataUrl))
  const { keys } = KeySet.parse(await read(metadata.jwks_uri))
  const found = new Map<string, IssuerKey>()
  for (const candidate of keys) {
    const parsed = Key.safeParse(candidate)
    if (!parsed.success) continue
    const { kid, endorsements, ...jwk } = parsed.data
    found.set(kid, { key: createPublicKey({ key: jwk, format: 'jwk' }), endorsements })
  }
  return { keys: found, atMs: Date.now() }
}

export const issuerKeys = (): IssuerKeys => singleton('issuer-keys', () => new IssuerKeys())
