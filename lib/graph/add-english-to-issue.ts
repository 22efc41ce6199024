import { addEnglish } from '@/lib/messages/problems/add-english'
import type { Problem } from '@/lib/messages/problems/types'
import type { FixChange, GraphIssue } from './issue'

/** An issue as the API returns it: with its English message, and its key for other languages. */
export type WordedIssue = Omit<GraphIssue, 'key' | 'params' | 'fix'> &
  Problem & { fix?: Omit<Problem, 'message'> & { label: string; change: FixChange } }

export function addEnglishToIssue({ fix, key, params, ...issue }: GraphIssue): WordedIssue {
  return { ...issue, ...addEnglish({ key, params }), ...(fix ? { fix: addEnglishToFix(fix) } : {}) }
}

function addEnglishToFix({ label, change }: NonNullable<GraphIssue['fix']>) {
  const { message, ...keyed } = addEnglish(label)
  return { label: message, ...keyed, change }
}
