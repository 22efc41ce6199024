import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { ValidationReport } from '@/lib/contracts/training-report'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { OverlapCheck } from './check-overlaps'
import { IssueCollector } from './issue-collector'

export const MAX_CLASSES = 200
export const MAX_CLASSIFIER_EXAMPLES = 50_000
const MIN_OF_CLASS = 2
const GOOD_OF_CLASS = 10
const PAUSE_EVERY = 500

export interface LabeledExample {
  text: string
  label: string
  part: 'train' | 'validation' | 'test'
}

/**
 * Checks whether a classifier can be trained on the examples and how reliable its metrics would be.
 * `null` is an example of another kind.
 */
export async function validateClassifier(
  examples: AsyncIterable<LabeledExample | null> | Iterable<LabeledExample | null>,
): Promise<ValidationReport> {
  const issues = new IssueCollector()
  const overlaps = new OverlapCheck(issues)
  const counts = { train: 0, validation: 0, test: 0 }
  const classes = new Map<string, { train: number; test: number }>()
  let line = 0
  for await (const example of examples) {
    line += 1
    if (line % PAUSE_EVERY === 0) await setImmediate()
    if (!example || example.text.trim() === '' || example.label.trim() === '') {
      issues.add(NOT_LABELLED, line)
      continue
    }
    const { part, label, text } = example
    counts[part] += 1
    const existing = classes.get(label) ?? { train: 0, test: 0 }
    existing[part === 'test' ? 'test' : 'train'] += 1
    classes.set(label, existing)
    overlaps.add({ input: text, answer: label, part: part === 'test' ? 'test' : 'train', line })
  }
  checkClasses(classes, counts.train + counts.validation, issues)
  if (counts.test === 0) issues.add(NO_TEST, null)
  return {
    examples: counts,
    issues: issues.list(),
    classes: [...classes].map(([name, count]) => ({ name, ...count })).sort((a, b) => b.train - a.train),
    tokens: null,
    cost: null,
  }
}

function checkClasses(classes: ReadonlyMap<string, { train: number }>, training: number, issues: IssueCollector): void {
  const error = (code: 'classes' | 'small-classes' | 'too-many', reason: Problem) =>
    issues.add({ level: 'error', code, problem: reason }, null)
  if (classes.size < 2) error('classes', problem('trainingData.oneClass'))
  if (classes.size > MAX_CLASSES)
    error('classes', problem('trainingData.tooManyClasses', { count: classes.size, max: MAX_CLASSES }))
  if (training > MAX_CLASSIFIER_EXAMPLES)
    error('too-many', problem('trainingData.tooManyToTrain', { max: MAX_CLASSIFIER_EXAMPLES }))
  for (const [name, { train }] of classes) {
    if (train < MIN_OF_CLASS)
      error('small-classes', problem('trainingData.classTooSmall', { name, count: train, min: MIN_OF_CLASS }))
    else if (train < GOOD_OF_CLASS) issues.add(SMALL_CLASS, null)
  }
}

const SMALL_CLASS = {
  level: 'warning',
  code: 'small-classes',
  problem: problem('trainingData.classesSmall', { min: GOOD_OF_CLASS }),
} as const
const NOT_LABELLED = {
  level: 'error',
  code: 'format',
  problem: problem('trainingData.notLabelled'),
} as const
const NO_TEST = {
  level: 'warning',
  code: 'no-test',
  problem: problem('trainingData.noTest'),
} as const
