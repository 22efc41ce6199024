import type { ValidationIssue } from '@/lib/contracts/training-report'
import type { Problem } from '@/lib/messages/problems/types'

const SHOWN_LINES = 20

export interface Finding extends Pick<ValidationIssue, 'level' | 'code'> {
  problem: Problem
}

/** Merges the same problem of several examples into one issue. */
export class IssueCollector {
  private readonly issues = new Map<string, ValidationIssue>()

  /** @param line 1-based; null for issues without an example */
  add({ level, code, problem }: Finding, line: number | null): void {
    const key = `${code}:${problem.message}`
    const existing = this.issues.get(key) ?? { level, code, ...problem, count: 0, lines: [] }
    existing.count += 1
    if (line !== null && existing.lines.length < SHOWN_LINES) existing.lines.push(line)
    this.issues.set(key, existing)
  }

  /** Errors first. */
  list(): ValidationIssue[] {
    return [...this.issues.values()].sort((a, b) => Number(b.level === 'error') - Number(a.level === 'error'))
  }
}
