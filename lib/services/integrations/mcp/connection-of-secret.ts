import 'server-only'
import { secretOrigin } from '@/lib/contracts/secret-origin'
import type { SignedInContext } from '../../context'
import { revealSecret } from '../../secrets/secrets'
import { createIntegrationConnection } from '../connections'

interface SecretOwner {
  name: string
  url: string
  secret: { name: string; header: string; prefix: string }
  signal: AbortSignal
}

/**
 * Copies a secret into a connection that sends it to the same origin in the same header. @throws CREDENTIAL_MISSING for a
 * secret that is not bound to the origin @returns the id of the connection
 */
export async function connectionOfSecret(
  ctx: SignedInContext,
  { name, url, secret, signal }: SecretOwner,
): Promise<string> {
  const origin = secretOrigin(new URL(url))
  const key = await revealSecret(ctx, { name: secret.name, origin })
  const { id } = await createIntegrationConnection({
    ctx,
    params: undefined,
    query: undefined,
    upload: undefined,
    signal,
    body: {
      name,
      plugin: 'custom',
      kind: 'custom',
      owner: 'workspace',
      values: { key },
      custom: {
        kind: {
          id: 'custom',
          label: '',
          kind: 'api-key',
          keyLabel: 'API key',
          placement: { in: 'header', name: secret.header, prefix: secret.prefix },
        },
        hosts: [origin],
        testUrl: null,
      },
    },
  })
  return id
}
