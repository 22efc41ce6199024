import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { env } from '@/lib/platform/env'
import { redactProblem } from '@/lib/secrets/redact-problem'
import { createRedactor } from '@/lib/secrets/redaction'
import { clients } from '@/lib/sources/clients.gen'
import { isSourceKind } from '@/lib/sources/manifests.gen'
import type { OpenedSource } from '@/lib/sources/source-client'
import { workspaceEgress } from '../../governance/workspace-egress'
import type { System } from '../../system'

export interface OpenOptions {
  system: Pick<System, 'db'>
  workspaceId: string
  kind: string
  settings: JsonObject
  secret: string | null
  signal: AbortSignal
  /** For tests: reaches servers of this computer. */
  fetch?: EgressFetch | undefined
}

/** Opens a source. `explain` converts an error into a problem for the report, without any form of a secret. */
export async function openSource(
  options: OpenOptions,
): Promise<{ source: OpenedSource; explain: (error: unknown) => Problem }> {
  const { system, workspaceId, kind, settings, secret, signal } = options
  if (!isSourceKind(kind)) throw new AppError('INVALID_INPUT', problem('sources.kindUnsupported'))
  const secrets = secret === null ? [] : [secret]
  const client = (await clients[kind]()).default
  const source = client.open({
    settings,
    secret,
    signal,
    fetch: options.fetch ?? workspaceEgress(system.db, workspaceId),
    folders: env().knowledgeFolders,
    onSecret: (secret) => void secrets.push(secret),
  })
  // Sources add secrets while they work.
  const redact = (text: string) => createRedactor(secrets)(text).slice(0, 1_000)
  return { source, explain: (error) => redactProblem(problemOf(error), redact) }
}

/** The message of an unknown failure is dropped: it may contain anything. */
function problemOf(error: unknown): Problem {
  return AppError.isInstance(error) && error.code !== 'INTERNAL'
    ? pickProblem(error)
    : problem('sources.itemUnreadable')
}
