import type { JsonObject } from '@/lib/core/json'
import type { ConnectionKind } from '@/lib/plugins/connection-kinds'
import { objectOf, plainText, textOf } from './json-parts'
import { keyPlacement } from './key-placement'

export interface SchemeKind {
  kind: ConnectionKind
  /** Whether a token is entered instead of the sign-in of the scheme, which is not supported. */
  isSignInReplaced: boolean
}

/** The connection kinds of one security scheme; null if it is not supported. */
export function schemeKinds(name: string, scheme: JsonObject, serverUrl: string): SchemeKind[] | null {
  const help = plainText(textOf(scheme.description), 200)
  const head = { id: kindId(name), label: name.slice(0, 60), ...(help === '' ? {} : { help }) }
  const bearer: ConnectionKind = { ...head, kind: 'bearer', keyLabel: 'Token' }
  switch (scheme.type) {
    case 'apiKey': {
      const placement = keyPlacement(scheme)
      const keyLabel = textOf(scheme.name).slice(0, 80)
      return placement && [{ kind: { ...head, kind: 'api-key', keyLabel, placement }, isSignInReplaced: false }]
    }
    case 'http': {
      const httpScheme = textOf(scheme.scheme).toLowerCase()
      if (httpScheme === 'basic')
        return [
          {
            kind: { ...head, kind: 'basic', userLabel: 'User name', passwordLabel: 'Password' },
            isSignInReplaced: false,
          },
        ]
      return httpScheme === 'bearer' ? [{ kind: bearer, isSignInReplaced: false }] : null
    }
    case 'oauth2': {
      const flows = flowKinds(head, objectOf(scheme.flows), serverUrl)
      return flows.length > 0
        ? flows.map((kind) => ({ kind, isSignInReplaced: false }))
        : [{ kind: bearer, isSignInReplaced: true }]
    }
    case 'openIdConnect':
      return [{ kind: bearer, isSignInReplaced: true }]
    default:
      return null
  }
}

function flowKinds(head: { id: string; label: string }, flows: JsonObject, serverUrl: string): ConnectionKind[] {
  const code = objectOf(flows.authorizationCode)
  const client = objectOf(flows.clientCredentials)
  const [authorizeUrl, tokenUrl, clientTokenUrl, refreshUrl] = [
    code.authorizationUrl,
    code.tokenUrl,
    client.tokenUrl,
    code.refreshUrl,
  ].map((url) => httpsUrl(textOf(url), serverUrl))
  const isBoth = authorizeUrl && tokenUrl && clientTokenUrl
  return [
    ...(authorizeUrl && tokenUrl
      ? [
          {
            ...head,
            kind: 'oauth2' as const,
            grant: 'authorization-code' as const,
            authorizeUrl,
            tokenUrl,
            ...(refreshUrl ? { refreshUrl } : {}),
            scopes: [],
          },
        ]
      : []),
    ...(clientTokenUrl
      ? [
          {
            ...head,
            id: isBoth ? `${head.id.slice(0, 33)}-client` : head.id,
            scopes: [],
            kind: 'oauth2' as const,
            grant: 'client-credentials' as const,
            tokenUrl: clientTokenUrl,
          },
        ]
      : []),
  ]
}

/** The complete address; null if there is none, or if tokens would be sent unencrypted. */
function httpsUrl(url: string, serverUrl: string): string | null {
  const base = serverUrl.replace(/\{[^{}]*\}/g, 'x')
  if (url === '' || !URL.canParse(url, base)) return null
  const { href, protocol, username } = new URL(url, base)
  return protocol === 'https:' && username === '' && !/["'<>{}]|%7[bd]/i.test(href) ? href : null
}

const kindId = (name: string): string => {
  const id = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
  return id.length > 1 ? id : `sign-in-${id || 'key'}`
}
