import type { ExampleSplit } from '@/lib/contracts/datasets'
import type { EvaluationFormat, FileIssue } from '@/lib/contracts/evaluation-files'
import { CaseExample } from '@/lib/contracts/example-data'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { issueText } from '@/lib/messages/problems/issue-text'
import { keyIssues } from '@/lib/messages/problems/key-issues'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'

export interface FileCase {
  /** Counted from 1. */
  row: number
  id: string | null
  split: ExampleSplit | null
  data: CaseExample
}

export interface ReportedIssue extends Pick<FileIssue, 'row' | 'field' | 'kind'> {
  reason: Problem
}

/** A file of another tool as cases and scorers, with everything that could not be kept. */
export interface EvaluationFile {
  format: EvaluationFormat
  name: string
  cases: FileCase[]
  /** Number of rows that are not cases. */
  invalid: number
  scorers: ScorerSettings[]
  /** The first thousand issues, and all invalid rows. */
  issues: ReportedIssue[]
  issueCount: number
}

const KEPT_ISSUES = 1_000

interface NewCase {
  id?: unknown
  split?: ExampleSplit | null
  data: unknown
}

/** Collects the cases of a file. */
export class FileReader {
  readonly file: EvaluationFile

  constructor(format: EvaluationFormat, name = '') {
    this.file = {
      format,
      name: name.trim().slice(0, 120),
      cases: [],
      invalid: 0,
      scorers: [],
      issues: [],
      issueCount: 0,
    }
  }

  /** Adds a valid case, or reports why the row is not one. */
  add(row: number, { id, split = null, data }: NewCase): void {
    const parsed = CaseExample.safeParse(data, { error: keyIssues })
    if (parsed.success) {
      const known = typeof id === 'string' || typeof id === 'number' ? String(id) : null
      this.file.cases.push({ row, id: known, split, data: parsed.data })
      return
    }
    const [issue] = parsed.error.issues
    const text = issue && issueText(issue)
    const field = issue?.path.map((part) => (typeof part === 'number' ? part + 1 : String(part))).join('.') ?? ''
    this.reject(row, field, text ? addEnglish(text) : problem('evaluationFiles.noCase'))
  }

  reject(row: number, field: string, reason: Problem): void {
    this.file.invalid += 1
    this.report(row, field, 'invalid', reason)
  }

  drop(row: number | null, field: string, reason: Problem): void {
    this.report(row, field, 'dropped', reason)
  }

  change(row: number | null, field: string, reason: Problem): void {
    this.report(row, field, 'changed', reason)
  }

  /** Adds a scorer of the evaluation with an id that no other has. */
  addScorer(scorer: ScorerSettings): void {
    const usedIds = new Set(this.file.scorers.map(({ id }) => id))
    let id = scorer.id
    for (let number = 2; usedIds.has(id); number += 1) id = `${scorer.id}-${number}`
    this.file.scorers.push({ ...scorer, id })
  }

  private report(row: number | null, field: string, kind: ReportedIssue['kind'], reason: Problem): void {
    const { issues } = this.file
    this.file.issueCount += 1
    // Invalid rows come first, however many notes there are about the others.
    if (issues.length < KEPT_ISSUES || kind === 'invalid')
      issues.push({ row, field: field.slice(0, 200), kind, reason })
  }
}
