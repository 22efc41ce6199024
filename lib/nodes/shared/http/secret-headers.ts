import { secretOrigin } from '@/lib/contracts/secret-origin'
import type { NodeContext } from '@/lib/engine/node-definition'

interface SecretHeaderConfig {
  secret: string
  secretHeader: string
  secretPrefix: string
}

/** The header with the node's secret. The store only releases a secret for the origins to which it is bound. */
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
