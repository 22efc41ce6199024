import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { callService } from '@/lib/egress/service-call'
import type { EnginePorts } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import type { ActionDefinition } from '@/lib/plugins/action'
import { callAction } from '@/lib/plugins/execute/call-action'
import { coerceInput } from '@/lib/plugins/execute/coerce-input'
import type { SessionOptions, WriteJournal } from '@/lib/plugins/execute/service-session'
import type { PluginManifest } from '@/lib/plugins/manifest-types'
import { workspaceEgress } from '../governance/workspace-egress'
import type { System } from '../system'
import { RunConnections } from './connections-port'
import { readPage } from './read-page'
import { readText } from './read-text'
import { runSockets } from './sockets/run-sockets'

const TIMEOUT_MS = 30_000

export interface PluginCall {
  workspaceId: string
  plugin: PluginManifest
  action: ActionDefinition
  /** null for a service that needs none. */
  connectionId: string | null
  input: JsonObject
  idempotencyKey: string
  signal: AbortSignal
  /** Learns whether a write without an idempotency key was sent. */
  journal?: WriteJournal
  /** `keep` stores a file that the action downloads, `file` reads one that it sends. */
  files?: Partial<Pick<EnginePorts['files'], 'keep' | 'file'>>
}

/** Calls a service outside of a run: for channels and triggers. @throws AppError with a message for users */
export type CallPlugin = (system: System, call: PluginCall) => Promise<JsonObject>

export const callPlugin: CallPlugin = async (system, { plugin, action, connectionId, signal, ...call }) =>
  callAction({
    plugin,
    action,
    signal,
    connection: connectionId ?? '',
    timeoutMs: TIMEOUT_MS,
    input: coerceInput(action, call.input),
    idempotencyKey: call.idempotencyKey,
    ports: portsOf(system, call),
    ...(call.journal ? { journal: call.journal } : {}),
    now: () => Date.now(),
    log: () => {},
  })

function portsOf(
  system: System,
  { workspaceId, files }: Pick<PluginCall, 'workspaceId' | 'files'>,
): SessionOptions['ports'] {
  const egress = workspaceEgress(system.db, workspaceId)
  const connections = new RunConnections({ system, workspaceId, userId: null, onSecret: () => {} })
  return {
    services: { call: (request) => callService(egress.stream, request) },
    connections,
    ...runSockets({ connections, open: egress.connect }),
    pages: { read: (request) => readPage(egress, request), text: (request) => readText(egress, request) },
    files: { ...NO_FILES, ...files },
  }
}

const noFile = async (): Promise<never> => {
  throw new AppError('NOT_FOUND', problem('missing.file'))
}
const NO_FILES = {
  picture: noFile,
  document: noFile,
  recording: noFile,
  file: noFile,
  make: noFile,
  content: noFile,
  keep: noFile,
}
