import 'server-only'
import { createHash } from 'node:crypto'
import type { JudgeSettings } from '@/lib/contracts/scorers'
import { JsonObjectSchema } from '@/lib/core/json'
import { canonicalJson } from '@/lib/graph/format/canonical'

/** Changes with the prompts of judges, so that verdicts of earlier prompts are not mixed with new ones. */
const PROMPTS = 1

/** Identifies a judge: its kind, criteria and model, or the version of a scoring app. Another hash starts untested. */
export function judgeHash({ id: _, ...settings }: JudgeSettings): string {
  if (settings.kind === 'app') return hashOf(JSON.stringify(['app', settings.version?.id ?? null]))
  return hashOf(canonicalJson(JsonObjectSchema.parse({ ...settings, passAt: 0, prompts: PROMPTS })))
}

/** Identifies the content that a judge is shown, so that the same answer is neither judged nor labeled twice. */
export const subjectHash = (shownText: string): string => hashOf(shownText)

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
