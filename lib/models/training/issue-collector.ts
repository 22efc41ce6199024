import type { ValidationIssue } from '@/lib/contracts/training-report'

const SHOWN_LINES = 20

/** Gathers what is the same about several examples into one issue. */
export class IssueCollector {
  private readonly issues = new Map<string, ValidationIssue>()

  /** @param line counted from 1; null where the issue is not of one example */
  add(issue: Pick<ValidationIssue, 'level' | 'code' | 'message'>, line: number | null): void {
    const key = `${issue.code}:${issue.message}`
    const known = this.issues.get(key) ?? { ...issue, count: 0, lines: [] }
    known.count += 1
    if (line !== null && known.lines.length < SHOWN_LINES) known.lines.push(line)
    this.issues.set(key, known)
  }

  /** Errors first. */
  list(): ValidationIssue[] {
    return [...this.issues.values()].sort((a, b) => Number(b.level === 'error') - Number(a.level === 'error'))
  }
}
