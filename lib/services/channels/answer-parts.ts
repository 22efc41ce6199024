import 'server-only'
import { and, eq } from 'drizzle-orm'
import { asFileRefs, type FileRef } from '@/lib/core/file-ref'
import { runs } from '@/lib/db/schema/runs'
import type { ChannelDefinition } from '@/lib/plugins/events/channel'
import { answerOf } from '../runs/message-texts'
import { resultOf } from '../runs/run-result'
import type { RunRow } from '../runs/run-row'
import { toPublicError } from '../runs/to-public-error'
import { failureOf } from '../runs/to-public-run'
import type { System } from '../system'
import { sourcesOfApp } from '../versions/sources-of-app'
import type { MessageRow } from './message-queue'
import { splitAnswer } from './split-answer'

/** One message of the service. */
export type AnswerPart = { text: string; isLast: boolean } | { file: FileRef; endUser: string | null }

interface Answer {
  text: string
  files: readonly FileRef[]
  endUser: string | null
}

/** The answer in messages of the service: its text in one or more, then its files. The same at each attempt. */
export async function answerParts(
  system: System,
  message: MessageRow,
  { maxCharacters, sendFile }: ChannelDefinition,
): Promise<AnswerPart[]> {
  const { text, files, endUser } = await answerOfMessage(system, message)
  const names = sendFile ? [] : files.map(({ name }) => `📎 ${name}`)
  const texts = splitAnswer([text, ...names].filter((line) => line !== '').join('\n\n'), maxCharacters)
  return [
    ...texts.map((part, index) => ({ text: part, isLast: index === texts.length - 1 })),
    ...(sendFile ? files.map((file) => ({ file, endUser })) : []),
  ]
}

/** The answer with its sources, or the public part of the failure. */
async function answerOfMessage(system: System, { runId, workspaceId, error: reply }: MessageRow): Promise<Answer> {
  const none = { files: [], endUser: null }
  if (runId === null) return { ...none, text: reply ?? '' }
  const [run] = await system.db
    .select()
    .from(runs)
    .where(and(eq(runs.id, runId), eq(runs.workspaceId, workspaceId)))
  // The run was deleted since.
  if (!run) return { ...none, text: '' }
  const failure = failureOf(run)
  if (failure) return { ...none, text: toPublicError(failure, run.id).message }
  return { ...withSources(run, await sourcesOfApp(system.db, run)), endUser: run.endUser }
}

function withSources(run: RunRow, sources: Parameters<typeof resultOf>[1]): Pick<Answer, 'text' | 'files'> {
  const { answer, outputs, citations } = resultOf(run.outputs ?? {}, sources)
  const files = asFileRefs(outputs.files) ?? []
  const lines = citations.map(({ number, documentName, page }) =>
    page === null ? `[${number}] ${documentName}` : `[${number}] ${documentName}, p. ${page}`,
  )
  const text = answer ?? (files.length > 0 ? '' : answerOf(outputs))
  return { text: lines.length === 0 ? text : `${text}\n\n${[...new Set(lines)].join('\n')}`, files }
}
