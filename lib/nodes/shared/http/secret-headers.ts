import { secretOrigin } from '@/lib/contracts/secret-origin'
import type { NodeContext } from '@/lib/engine/node-definition'

interface SecretHeaderConfig {
  secret: string
  secretHeader: string
  secretPrefix: string
}

/** The header that carries the node's secret. The store hands a secret out for the origins that it was bound to only (T81). */
export async function secretHeaders(
  { secret, secretHeader, secretPrefix }: SecretHeaderConfig,
  url: URL,
  ctx: NodeContext,
): Promise<Record<string, string>> {
  if (secret === '') return {}
  return {
    [secretHeader]: `${secretPrefix}${await ctx.ports.secrets.reveal({ name: secret, origin: secretOrigin(url) })}`,
  }
}
