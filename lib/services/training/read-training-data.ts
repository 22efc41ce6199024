import 'server-only'
import { createHash } from 'node:crypto'
import { findPersonalData } from '@/lib/core/personal-data/find-personal-data'
import type { Database } from '@/lib/db/database'
import { toChatExample } from '@/lib/models/fine-tuning/to-chat-example'
import type { FineTuneExample } from '@/lib/models/fine-tuning/validate-fine-tune'
import type { LabeledExample } from '@/lib/models/training/validate-classifier'
import { readVersion } from '../datasets/read-version'

interface VersionRef {
  workspaceId: string
  datasetVersionId: string
}

/** The examples of a version as texts with labels; null for those of another kind. */
export async function* readLabelled(db: Database, version: VersionRef): AsyncGenerator<LabeledExample | null> {
  for await (const { data, split } of readVersion(db, version.workspaceId, version.datasetVersionId))
    yield 'label' in data ? { text: data.text, label: data.label, part: split } : null
}

/** The examples of a version as conversations. */
export async function* readConversations(db: Database, version: VersionRef): AsyncGenerator<FineTuneExample> {
  for await (const { data, split } of readVersion(db, version.workspaceId, version.datasetVersionId)) {
    const messages = toChatExample(data)
    const found = messages?.flatMap(({ content }) => findPersonalData(content).map(({ kind }) => kind)) ?? []
    yield { messages, part: split, personal: [...new Set(found)] }
  }
}

export interface LabeledSet {
  texts: string[]
  labels: string[]
  /** Positions of the test examples. */
  test: number[]
  /** Hash of all training input, in order. */
  sha256: string
}

/** Loads the complete set into memory, for training. */
export async function collectLabeled(db: Database, version: VersionRef): Promise<LabeledSet> {
  const labeledSet: LabeledSet = { texts: [], labels: [], test: [], sha256: '' }
  const hash = createHash('sha256')
  for await (const example of readLabelled(db, version)) {
    if (!example) continue
    if (example.part === 'test') labeledSet.test.push(labeledSet.texts.length)
    labeledSet.texts.push(example.text)
    labeledSet.labels.push(example.label)
    hash.update(JSON.stringify([example.part, example.label, example.text]))
  }
  return { ...labeledSet, sha256: hash.digest('hex') }
}
