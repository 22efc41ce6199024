import type { CaseCheck } from '@/lib/contracts/case-checks'
import type { Outcome } from '@/lib/contracts/experiments'
import type { ModelChoice } from '@/lib/contracts/routes'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import type { Json, JsonObject } from '@/lib/core/json'
import type { ExpectedPassage } from '@/lib/core/knowledge/lab-question'
import type { Problem } from '@/lib/messages/problems/types'
import type { ToolCallRecord } from './tool-calls'

/** The input and the expectation of the case. */
export interface ExpectedResult {
  /** The question, for judges. */
  input: string
  /** Undefined if unknown. */
  expected: Json | undefined
  passages: readonly ExpectedPassage[]
  checks?: readonly CaseCheck[]
  /** What a simulated user wants. */
  goal?: string
}

export interface FoundPassage {
  documentId: string
  documentName: string
  text: string
}

/** The app's result. */
export interface AppAnswer {
  text: string
  outputs: JsonObject
  /** Set for a conversation; `text` is then the last answer. */
  transcript?: string
  passages: readonly FoundPassage[]
  latencyMs: number | null
  costMicros: number | null
  /** Calls of agents; undefined if the trace is gone. */
  toolCalls?: readonly ToolCallRecord[]
}

export interface Score {
  outcome: Outcome
  /** 0..1; null without a verdict. */
  value: number | null
  label: string | null
  reason: Problem
  /** The part of the answer that the reason is about. */
  evidence: string | null
  /** Set for a judge with a model, and for an app that scores. */
  judged?: Judged
}

export interface Judged {
  /** Hash of the judge's settings. */
  judge: string
  /** Hash of the content that the judge was shown. */
  subject: string
  servedModel: string | null
  /** 0 if an earlier verdict was reused. */
  costMicros: number | null
}

/** The model behind a judge. */
export interface JudgeModel {
  /** @throws the error of the call */
  chat(request: {
    model: ModelChoice
    system: string
    text: string
    schema: JsonObject
    signal: AbortSignal
  }): Promise<{ text: string; servedModel: string; costMicros: number | null }>
  /** A stored verdict on the same subject by the same judge. */
  findVerdict(judge: string, subject: string): Promise<Score | null>
}

/** Vectors of unit length, by the built-in model. */
export type Embed = (texts: readonly string[], signal: AbortSignal) => Promise<number[][]>

export interface ScorerTools {
  embed: Embed
  judge: JudgeModel
  /** Runs an app that scores. Absent where apps cannot score, such as for live runs. */
  runApp?: RunScorerApp
  signal: AbortSignal
}

export type RunScorerApp = (
  scorer: Extract<ScorerSettings, { kind: 'app' }>,
  inputs: JsonObject,
) => Promise<{ error: Problem | null; outputs: JsonObject; costMicros: number | null }>

export const scored = (value: number, reason: Problem, evidence: string | null = null): Score => ({
  outcome: 'scored',
  value: Math.min(1, Math.max(0, value)),
  label: null,
  reason,
  evidence,
})

export const withoutVerdict = (reason: Problem): Score => ({
  outcome: 'no-verdict',
  value: null,
  label: null,
  reason,
  evidence: null,
})

export const skipped = (reason: Problem): Score => ({
  outcome: 'skipped',
  value: null,
  label: null,
  reason,
  evidence: null,
})
