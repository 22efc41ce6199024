import type { Problem } from '@/lib/messages/problems/types'
import { wordText } from '@/lib/messages/problems/word-text'
import type { FixChange, GraphIssue } from './issue'

/** An issue as the API returns it: with its English message, and its key for other languages. */
export type WordedIssue = Omit<GraphIssue, 'key' | 'params' | 'fix'> &
  Problem & { fix?: Omit<Problem, 'message'> & { label: string; change: FixChange } }

export function wordIssue({ fix, key, params, ...issue }: GraphIssue): WordedIssue {
  return { ...issue, ...wordText({ key, params }), ...(fix ? { fix: wordFix(fix) } : {}) }
}

function wordFix({ label, change }: NonNullable<GraphIssue['fix']>) {
  const { message, ...keyed } = wordText(label)
  return { label: message, ...keyed, change }
}
