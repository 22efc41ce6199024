import 'server-only'
import { eq } from 'drizzle-orm'
import type { Json } from '@/lib/core/json'
import { triggers } from '@/lib/db/schema/automations'
import { integrationConnections, integrationOauthClients } from '@/lib/db/schema/integrations'
import { knowledgeSources } from '@/lib/db/schema/knowledge-sources'
import { connections, secrets } from '@/lib/db/schema/models'
import { environmentSecrets } from '@/lib/db/schema/releases'
import type { Graph } from '@/lib/graph/graph'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { createRedactor } from '@/lib/secrets/redaction'
import type { ServiceContext } from '../context'

export interface Exported {
  name: string
  description: string
  graph: Graph
}

type Holding =
  | 'apps.holdsConnectionKey'
  | 'apps.holdsSecret'
  | 'apps.holdsTriggerSecret'
  | 'apps.holdsSourceKey'
  | 'apps.holdsIntegrationKey'
  | 'apps.holdsOAuthSecret'

interface Sealed {
  /** “the key of the connection OpenAI” */
  kind: Holding
  name: string
  type: 'connection' | 'secret' | 'trigger' | 'source' | 'integration' | 'integration-tokens' | 'oauth-client'
  id: string
  value: string | null
}

/**
 * Finds secrets of the workspace typed into a graph, in any encoding, and returns one sentence each. Values of less
 * than eight characters are too often ordinary words and are ignored.
 */
export async function findStoredSecrets(ctx: ServiceContext, exported: Exported): Promise<Problem[]> {
  const sealed = await readSealed(ctx)
  const texts = listTexts(exported)
  const found: Problem[] = []
  for (const { kind, name, type, id, value } of sealed) {
    if (value === null) continue
    const opened = await ctx.system.keyring.open(ctx.db, { workspaceId: ctx.workspace.id, id, type }, value)
    const redact = createRedactor(secretParts(opened, type === 'integration'))
    const holder = texts.find(({ text }) => redact(text) !== text)
    if (holder) found.push(problem(kind, { place: holder.place, name }))
  }
  return found
}

async function readSealed({ db, workspace }: ServiceContext): Promise<Sealed[]> {
  const ours = workspace.id
  const [keys, named, ofEnvironments, hooks, sources, integrations, clients] = await Promise.all([
    db.select().from(connections).where(eq(connections.workspaceId, ours)),
    db.select().from(secrets).where(eq(secrets.workspaceId, ours)),
    db.select().from(environmentSecrets).where(eq(environmentSecrets.workspaceId, ours)),
    db.select().from(triggers).where(eq(triggers.workspaceId, ours)),
    db.select().from(knowledgeSources).where(eq(knowledgeSources.workspaceId, ours)),
    db.select().from(integrationConnections).where(eq(integrationConnections.workspaceId, ours)),
    db.select().from(integrationOauthClients).where(eq(integrationOauthClients.workspaceId, ours)),
  ])
  return [
    ...keys.flatMap(({ id, name, encryptedKey, moreKeys }): Sealed[] => {
      const finding = { kind: 'apps.holdsConnectionKey' as const, name }
      const additional = moreKeys.map((key) => ({
        ...finding,
        type: 'connection' as const,
        id: key.id,
        value: key.encryptedKey,
      }))
      return [{ ...finding, type: 'connection', id, value: encryptedKey }, ...additional]
    }),
    ...[...named, ...ofEnvironments].map(
      ({ id, name, encryptedValue }): Sealed => ({
        kind: 'apps.holdsSecret',
        name,
        type: 'secret',
        id,
        value: encryptedValue,
      }),
    ),
    ...hooks.map(
      ({ id, name, encryptedSecret }): Sealed => ({
        kind: 'apps.holdsTriggerSecret',
        name,
        type: 'trigger',
        id,
        value: encryptedSecret,
      }),
    ),
    ...sources.map(
      ({ id, name, encryptedSecret }): Sealed => ({
        kind: 'apps.holdsSourceKey',
        name,
        type: 'source',
        id,
        value: encryptedSecret,
      }),
    ),
    ...integrations.flatMap(({ id, name, encryptedSecrets, encryptedTokens }): Sealed[] => {
      const finding = { kind: 'apps.holdsIntegrationKey' as const, name }
      return [
        { ...finding, type: 'integration', id, value: encryptedSecrets },
        { ...finding, type: 'integration-tokens', id, value: encryptedTokens },
      ]
    }),
    ...clients.map(
      ({ id, clientId, encryptedSecret }): Sealed => ({
        kind: 'apps.holdsOAuthSecret',
        name: clientId,
        type: 'oauth-client',
        id,
        value: encryptedSecret,
      }),
    ),
  ]
}

/**
 * A key in a file, such as a service account's, is also recognized by its private parts.
 * @param isAllSecret the value is a list of secrets by name
 */
function secretParts(value: string, isAllSecret: boolean): string[] {
  try {
    const parsed: unknown = JSON.parse(value)
    if (typeof parsed === 'string') return [parsed]
    if (typeof parsed !== 'object' || parsed === null) return [value]
    const parts = Object.entries(parsed).flatMap(([key, part]) =>
      (isAllSecret || /key|secret|token|password/i.test(key)) && typeof part === 'string' ? [part] : [],
    )
    return [value, ...parts]
  } catch {
    return [value]
  }
}

interface PlacedText {
  place: Problem
  text: string
}

function listTexts({ name, description, graph }: Exported): PlacedText[] {
  const nodeValues = graph.nodes.flatMap(({ id, label, config, policy }) => {
    const place = problem('apps.placeNode', { node: label || id })
    const all = [label, ...stringsOf(config), ...stringsOf(JSON.parse(JSON.stringify(policy ?? null)))]
    return all.map((text) => ({ place, text }))
  })
  return [
    { place: problem('apps.placeName'), text: name },
    { place: problem('apps.placeDescription'), text: description },
    ...nodeValues,
  ]
}

/** Object keys too: users choose some of them. */
function stringsOf(value: Json): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(stringsOf)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, item]) => [key, ...stringsOf(item)])
}
