import type { Json, JsonObject } from '@/lib/core/json'
import { SkippedOperation } from './api-notes'
import { isObject } from './json-parts'

const MAX_HOPS = 50

export interface Resolved {
  value: JsonObject
  /** The last reference that was followed; null if there was none. */
  ref: string | null
}

/** Follows local references of a document. External ones are never fetched. */
export class RefResolver {
  constructor(private readonly document: JsonObject) {}

  /** @throws SkippedOperation for an external, missing or circular reference */
  resolve(value: Json | undefined): Resolved {
    let current = value
    let last: string | null = null
    for (let hops = 0; hops < MAX_HOPS; hops += 1) {
      if (!isObject(current)) throw new SkippedOperation('brokenRef', last ?? '')
      if (typeof current.$ref !== 'string') return { value: current, ref: last }
      last = current.$ref
      current = this.#follow(current.$ref)
    }
    throw new SkippedOperation('brokenRef', last ?? '')
  }

  /** Follows own keys only, never those of a prototype. */
  #follow(ref: string): Json | undefined {
    if (!ref.startsWith('#')) throw new SkippedOperation('externalRef', ref)
    let current: Json | undefined = this.document
    for (const part of ref.split('/').slice(1)) {
      const key = decode(part).replaceAll('~1', '/').replaceAll('~0', '~')
      if (Array.isArray(current)) current = /^\d{1,6}$/.test(key) ? current[Number(key)] : undefined
      else current = isObject(current) && Object.hasOwn(current, key) ? current[key] : undefined
    }
    if (current === undefined) throw new SkippedOperation('brokenRef', ref)
    return current
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
