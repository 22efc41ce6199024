import 'server-only'
import { z } from 'zod'
import type { SecretAddress } from '../keyring'
import type { IntegrationContext, IntegrationRow } from './connection-row'

const Values = z.record(z.string(), z.string())

/** Access and refresh token as the service issued them. */
export const Tokens = z.strictObject({
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
})
export type Tokens = z.infer<typeof Tokens>

export type SealedType = Extract<
  SecretAddress['type'],
  'integration' | 'integration-tokens' | 'oauth-client' | 'sign-in'
>

/** Encrypts a JSON value, bound to its row and column. */
export function sealJson(ctx: IntegrationContext, type: SealedType, id: string, value: unknown): Promise<string> {
  return ctx.system.keyring.seal(ctx.db, { workspaceId: ctx.workspace.id, id, type }, JSON.stringify(value))
}

export async function openJson<T>(
  ctx: IntegrationContext,
  type: SealedType,
  id: string,
  sealed: string,
  schema: z.ZodType<T>,
): Promise<T> {
  const text = await ctx.system.keyring.open(ctx.db, { workspaceId: ctx.workspace.id, id, type }, sealed)
  return schema.parse(JSON.parse(text))
}

/** The secret fields of a connection. */
export async function openSecrets(ctx: IntegrationContext, row: IntegrationRow): Promise<Record<string, string>> {
  return row.encryptedSecrets === null ? {} : openJson(ctx, 'integration', row.id, row.encryptedSecrets, Values)
}

export async function openTokens(ctx: IntegrationContext, row: IntegrationRow): Promise<Tokens | null> {
  return row.encryptedTokens === null ? null : openJson(ctx, 'integration-tokens', row.id, row.encryptedTokens, Tokens)
}
