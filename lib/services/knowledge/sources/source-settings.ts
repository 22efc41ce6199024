import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { issueText } from '@/lib/messages/problems/issue-text'
import { keyIssues } from '@/lib/messages/problems/key-issues'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import { textRef } from '@/lib/messages/problems/text-ref'
import type { Problem } from '@/lib/messages/problems/types'
import { env } from '@/lib/platform/env'
import { manifestOf } from '@/lib/sources/manifests.gen'
import type { SourceManifest } from '@/lib/sources/source-manifest'
import type { ServiceContext } from '../../context'
import { getSourceRow, type SourceRow } from './get-source-row'

/** @throws INVALID_INPUT, FORBIDDEN if the operator has not enabled this kind */
export function requireManifest(kind: string): SourceManifest {
  const manifest = manifestOf(kind)
  if (!manifest) throw new AppError('INVALID_INPUT', problem('sources.kindUnknown'))
  if (manifest.access === 'operator' && env().knowledgeFolders.size === 0)
    throw new AppError('FORBIDDEN', problem('sources.noFolders'))
  return manifest
}

/**
 * The settings as stored: validated by the manifest, with defaults. @throws INVALID_INPUT with each problem at its
 * field
 */
export function checkSettings({ settings }: SourceManifest, values: JsonObject): JsonObject {
  const parsed = settings.safeParse(values, { error: keyIssues })
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({
      path: ['settings', ...issue.path.map(String)],
      ...addEnglish(
        issue.code === 'invalid_type' ? textRef('zod.missing') : (issueText(issue) ?? textRef('zod.unreadable')),
      ),
    }))
    const problems = issues.map(pickProblem)
    throw new AppError('INVALID_INPUT', problem('request.fieldsInvalid', { problems }), { details: issues })
  }
  return z.record(z.string(), z.json()).parse(parsed.data)
}

/** Encrypts the secret of a source. @throws INVALID_INPUT if it is missing or malformed */
export async function sealSecret(
  ctx: ServiceContext,
  id: string,
  { secret, label }: SourceManifest,
  value: string | null,
) {
  if (value === null) {
    if (secret?.use === 'required') throw rejection(problem('sources.secretNotEntered', { label: secret.label }))
    return { encryptedSecret: null, last4: null }
  }
  if (!secret) throw rejection(problem('sources.noSecret', { source: label }))
  if (secret.format === 'line' && /[^\x21-\x7e]/.test(value)) throw rejection(problem('sources.secretMalformed'))
  const address = { workspaceId: ctx.workspace.id, id, type: 'source' as const }
  const encryptedSecret = await ctx.system.keyring.seal(ctx.db, address, value)
  return { encryptedSecret, last4: secret.format === 'line' && value.length >= 12 ? value.slice(-4) : null }
}

/** A stored secret is only sent to the destination for which it was entered. @throws INVALID_INPUT for another one */
export function requireNewSecret(
  { secret }: SourceManifest,
  before: SourceRow,
  settings: JsonObject,
  value: string | undefined,
): void {
  if (!secret || before.encryptedSecret === null || value !== undefined) return
  const hasMoved = secret.boundTo.some((field) => settings[field] !== before.settings[field])
  if (hasMoved) throw rejection(problem('sources.secretAgain', { label: secret.label }))
}

/** The secret of an existing source, for a test of its settings. */
export async function storedSecret(
  ctx: ServiceContext,
  manifest: SourceManifest,
  settings: JsonObject,
  { knowledgeBaseId, sourceId }: { knowledgeBaseId: string; sourceId: string | undefined },
): Promise<string | null> {
  if (sourceId === undefined) return null
  const row = await getSourceRow(ctx.db, ctx.workspace.id, { knowledgeBaseId, knowledgeSourceId: sourceId })
  if (row.kind !== manifest.id || row.encryptedSecret === null) return null
  requireNewSecret(manifest, row, settings, undefined)
  return ctx.system.keyring.open(
    ctx.db,
    { workspaceId: ctx.workspace.id, id: row.id, type: 'source' },
    row.encryptedSecret,
  )
}

function rejection(why: Problem): AppError {
  return new AppError('INVALID_INPUT', why, { details: [{ path: ['secret'], ...why }] })
}
