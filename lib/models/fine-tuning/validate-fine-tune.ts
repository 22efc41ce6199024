import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { z } from 'zod'
import type { FineTuneSettings } from '@/lib/contracts/training'
import { TUNING_SETTINGS } from '@/lib/contracts/training-jobs'
import type { ValidationReport } from '@/lib/contracts/training-report'
import { problem } from '@/lib/messages/problems/problem'
import { estimateTokens } from '../estimate-tokens'
import { OverlapCheck } from '../training/check-overlaps'
import { IssueCollector } from '../training/issue-collector'
import type { BaseModelFacts } from './base-models'
import { checkRoles } from './check-roles'
import { type TrainingMessage, toTrainingLine } from './to-chat-example'
import type { TuningFacts } from './tuning-facts'

/** OpenAI's minimum, and a sensible minimum for the price. */
const MIN_EXAMPLES = 10
const GOOD_EXAMPLES = 50
const MAX_EXAMPLES = 50_000
const MAX_FILE_BYTES = 200 * 1024 * 1024
/** Tokens that a service adds per message and per example. */
const MESSAGE_TOKENS = 3
const PAUSE_EVERY = 50

export interface FineTuneExample {
  /** Null if the example cannot be converted to a conversation. */
  messages: readonly TrainingMessage[] | null
  part: 'train' | 'validation' | 'test'
  /** Kinds of personal data found in the example. */
  personal: readonly string[]
}

interface Options {
  facts: BaseModelFacts
  tuning: TuningFacts
  settings: z.infer<typeof FineTuneSettings>
  /** The user's own price takes precedence over the list. */
  ownPrice: number | null
}

/** Checks format, roles, lengths, counts, repetition, leaks, personal data and cost of the training data. */
export async function validateFineTune(
  examples: AsyncIterable<FineTuneExample> | Iterable<FineTuneExample>,
  options: Options,
): Promise<ValidationReport> {
  const issues = new IssueCollector()
  const overlaps = new OverlapCheck(issues)
  const counts = { train: 0, validation: 0, test: 0 }
  const lengths: number[] = []
  const billedOnly: number[] = []
  let [line, bytes] = [0, 0]
  for await (const { messages, part, personal } of examples) {
    line += 1
    if (line % PAUSE_EVERY === 0) await setImmediate()
    counts[part] += 1
    addPersonal(personal, line, issues)
    if (!messages) {
      issues.add(NO_CONVERSATION, line)
      continue
    }
    for (const finding of checkRoles(messages)) issues.add(finding, line)
    overlaps.add({ input: inputOf(messages), answer: messages.at(-1)?.content ?? '', part, line })
    if (part === 'validation' && options.tuning.billsValidation) billedOnly.push(await tokensOf(messages))
    if (part !== 'train') continue
    bytes += Buffer.byteLength(toTrainingLine(messages))
    const tokens = await tokensOf(messages)
    lengths.push(tokens)
    if (options.facts.limit !== null && tokens > options.facts.limit) issues.add(tooLong(options.facts.limit), line)
  }
  checkCounts(counts.train, bytes, issues)
  checkSettings(options, issues)
  if (counts.validation === 0) issues.add(NO_VALIDATION, null)
  const { notice } = options.facts
  if (notice !== undefined) issues.add({ level: 'warning', code: 'closing', problem: notice }, null)
  return {
    examples: counts,
    issues: issues.list(),
    classes: [],
    tokens: { ...lengthsOf(lengths), limit: options.facts.limit },
    cost: costOf([...lengths, ...billedOnly], options),
  }
}

function addPersonal(kinds: readonly string[], line: number, issues: IssueCollector): void {
  for (const kind of kinds)
    issues.add({ level: 'warning', code: 'personal', problem: problem('trainingData.personalData', { kind }) }, line)
}

async function tokensOf(messages: readonly TrainingMessage[]): Promise<number> {
  let tokens = MESSAGE_TOKENS
  for (const { content } of messages) tokens += MESSAGE_TOKENS + 1 + (await estimateTokens(content))
  return tokens
}

function lengthsOf(lengths: readonly number[]) {
  const sorted = lengths.toSorted((a, b) => a - b)
  return {
    total: lengths.reduce((sum, length) => sum + length, 0),
    median: sorted[Math.floor(sorted.length / 2)] ?? 0,
    longest: sorted.at(-1) ?? 0,
  }
}

function costOf(lengths: readonly number[], { facts, tuning, settings: { epochs }, ownPrice }: Options) {
  const times = epochs === 'auto' ? tuning.defaultEpochs : epochs
  const microsPerMillionTokens = ownPrice ?? facts.microsPerMillionTokens
  // Tokens beyond the limit are truncated and not billed.
  const limit = facts.limit ?? Number.POSITIVE_INFINITY
  const billedTokens = times * lengths.reduce((sum, length) => sum + Math.min(length, limit), 0)
  return {
    epochs: times,
    isEstimated: epochs === 'auto',
    billedTokens,
    micros: microsPerMillionTokens === null ? null : Math.ceil((billedTokens * microsPerMillionTokens) / 1_000_000),
    microsPerMillionTokens,
    isOwnPrice: ownPrice !== null,
  }
}

/** Reports settings that the service would reject, instead of dropping them silently. */
function checkSettings({ tuning, settings }: Options, issues: IssueCollector): void {
  for (const name of TUNING_SETTINGS)
    if (settings[name] !== 'auto' && !tuning.settings.includes(name))
      issues.add(
        { level: 'error', code: 'settings', problem: problem('trainingData.settingUnsupported', { setting: name }) },
        null,
      )
}

/** The prompt without the answer. */
const inputOf = (messages: readonly TrainingMessage[]): string =>
  messages
    .slice(0, -1)
    .map(({ role, content }) => `${role}: ${content}`)
    .join('\n')

function checkCounts(train: number, bytes: number, issues: IssueCollector): void {
  if (train < MIN_EXAMPLES)
    issues.add(
      {
        level: 'error',
        code: 'too-few',
        problem: problem('trainingData.tooFewExamples', { count: train, min: MIN_EXAMPLES }),
      },
      null,
    )
  else if (train < GOOD_EXAMPLES)
    issues.add(
      {
        level: 'warning',
        code: 'too-few',
        problem: problem('trainingData.fewExamples', { min: GOOD_EXAMPLES }),
      },
      null,
    )
  if (train > MAX_EXAMPLES || bytes > MAX_FILE_BYTES)
    issues.add(
      { level: 'error', code: 'too-many', problem: problem('trainingData.tooManyExamples', { max: MAX_EXAMPLES }) },
      null,
    )
}

const tooLong = (limit: number) =>
  ({
    level: 'warning',
    code: 'too-long',
    problem: problem('trainingData.exampleTooLong', { limit }),
  }) as const
const NO_CONVERSATION = {
  level: 'error',
  code: 'format',
  problem: problem('trainingData.notConversation'),
} as const
const NO_VALIDATION = {
  level: 'warning',
  code: 'no-test',
  problem: problem('trainingData.noValidation'),
} as const
