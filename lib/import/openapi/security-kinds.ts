import type { Json, JsonObject } from '@/lib/core/json'
import type { ConnectionField, ConnectionKind, Placement } from '@/lib/plugins/connection-kinds'
import type { NoteList } from './api-notes'
import { isObject, listOf, objectOf, plainText, textOf, textsOf } from './json-parts'
import { keyPlacement } from './key-placement'
import type { RefResolver } from './resolve-refs'
import { schemeKinds } from './scheme-kinds'

interface OperationSecurity {
  /** Ids of connection kinds; empty if none of the ways to authenticate is supported. */
  kinds: string[]
  scopes: string[]
}

/** The ways to authenticate that the operations use, as connection kinds. */
export class SecurityKinds {
  readonly #kinds = new Map<string, ConnectionKind>()
  readonly #scopes = new Map<string, Set<string>>()

  constructor(
    private readonly document: JsonObject,
    private readonly resolver: RefResolver,
    /** For relative addresses of sign-ins. */
    private readonly serverUrl: string,
  ) {}

  /** `OR` of alternatives, each an `AND` of schemes. */
  read(security: Json | undefined, notes: NoteList): OperationSecurity {
    const alternatives = listOf(security ?? this.document.security).map(objectOf)
    if (alternatives.length === 0) return { kinds: [this.#add(NONE)], scopes: [] }
    const kinds: string[] = []
    const scopes = new Set<string>()
    for (const alternative of alternatives) {
      const found = this.#kindsOf(alternative)
      if (found === null) notes.add('authentication', Object.keys(alternative).join(' + '))
      for (const { kind, isSignInReplaced } of found ?? []) {
        kinds.push(this.#add(kind))
        if (isSignInReplaced) notes.add('signIn', Object.keys(alternative).join(' + '))
        const own = Object.values(alternative).flatMap((item) => textsOf(item))
        if (kind.kind === 'oauth2') for (const scope of own) this.#remember(kind.id, scope, scopes)
      }
    }
    return { kinds: [...new Set(kinds)], scopes: [...scopes] }
  }

  /** A key that the document lists as a parameter instead of a security scheme. */
  addKey(placement: Placement): string {
    const id = `key-${placement.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`.slice(0, 40).replace(/-+$/, '')
    return this.#add({ id, label: placement.name.slice(0, 60), kind: 'api-key', keyLabel: placement.name, placement })
  }

  /** The kinds that were used, with the scopes of all operations, and with these fields. */
  list(fields: readonly ConnectionField[]): ConnectionKind[] {
    const own = [...this.#kinds.values()].map((kind): ConnectionKind => {
      const known =
        kind.kind === 'oauth2' ? { ...kind, scopes: [...(this.#scopes.get(kind.id) ?? [])].slice(0, 100) } : kind
      const all = [...(known.fields ?? []), ...fields]
      return all.length === 0 ? known : { ...known, fields: all }
    })
    return own.length === 0 ? [NONE] : own
  }

  #add(kind: ConnectionKind): string {
    if (!this.#kinds.has(kind.id)) this.#kinds.set(kind.id, kind)
    return kind.id
  }

  #remember(kind: string, scope: string, scopes: Set<string>): void {
    const clean = scope.trim()
    if (!/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/.test(clean)) return
    scopes.add(clean)
    const known = this.#scopes.get(kind) ?? new Set<string>()
    this.#scopes.set(kind, known.add(clean))
  }

  #kindsOf(alternative: JsonObject): { kind: ConnectionKind; isSignInReplaced: boolean }[] | null {
    const names = Object.keys(alternative).toSorted()
    if (names.length === 0) return [{ kind: NONE, isSignInReplaced: false }]
    const schemes = names.map((name) => ({ name, scheme: this.#scheme(name) }))
    if (schemes.some(({ scheme }) => scheme === null)) return null
    const [first] = schemes
    if (schemes.length === 1 && first?.scheme) return schemeKinds(first.name, first.scheme, this.serverUrl)
    const kind = combined(schemes.map(({ name, scheme }) => ({ name, scheme: scheme ?? {} })))
    return kind && [{ kind, isSignInReplaced: false }]
  }

  #scheme(name: string): JsonObject | null {
    const schemes = objectOf(objectOf(this.document.components).securitySchemes)
    const scheme = Object.hasOwn(schemes, name) ? schemes[name] : undefined
    return isObject(scheme) ? this.resolver.resolve(scheme).value : null
  }
}

const NONE: ConnectionKind = { id: 'none', label: 'No sign-in', kind: 'none' }

/** One kind for keys and tokens that are sent together; null if one of them is neither a key nor a token. */
function combined(schemes: readonly { name: string; scheme: JsonObject }[]): ConnectionKind | null {
  const placed = schemes.map(({ name, scheme }) => ({ name, placement: placementOf(scheme), scheme }))
  if (placed.some(({ placement }) => placement === null)) return null
  const fields = placed.map(({ name, scheme }, index): ConnectionField => {
    const help = plainText(textOf(scheme.description), 200)
    return { name: `key${index + 1}`, label: name.slice(0, 60), secret: true, ...(help === '' ? {} : { help }) }
  })
  return {
    id: schemes
      .map(({ name }) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-'))
      .join('-and-')
      .replace(/^[^a-z]+/, 'k')
      .slice(0, 40)
      .replace(/-+$/, ''),
    label: schemes
      .map(({ name }) => name)
      .join(' + ')
      .slice(0, 60),
    kind: 'custom',
    fields,
    placements: placed.flatMap(({ placement }, index) => (placement ? [{ field: `key${index + 1}`, placement }] : [])),
  }
}

function placementOf(scheme: JsonObject): Placement | null {
  if (scheme.type === 'http' && textOf(scheme.scheme).toLowerCase() === 'bearer')
    return { in: 'header', name: 'authorization', prefix: 'Bearer ' }
  return scheme.type === 'apiKey' ? keyPlacement(scheme) : null
}
