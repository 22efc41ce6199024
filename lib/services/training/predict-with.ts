import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { LruCache } from '@/lib/core/lru-cache'
import type { Database } from '@/lib/db/database'
import { modelVersions } from '@/lib/db/schema/training'
import { problem } from '@/lib/messages/problems/problem'
import { embedTexts } from '@/lib/models/builtin/embedder'
import { predictSoftmax } from '@/lib/models/builtin/softmax-model'
import { type ClassifierArtifact, decodeClassifier } from '@/lib/models/training/classifier-artifact'
import { singleton } from '@/lib/platform/singleton'
import type { PickedVersion } from './pick-version'

/** A model with 77 classes takes 0.1 MB, one with a thousand 1.5 MB. */
const CACHED_MODELS = 16

export interface Prediction {
  /** Null if no class is likely enough. */
  label: string | null
  /** Probability of the most likely class, even if `label` is null. */
  probability: number
  /** The most likely class first. */
  probabilities: { name: string; probability: number }[]
}

type Embed = (texts: string[], options: { signal?: AbortSignal | undefined }) => Promise<Float32Array[]>
type VersionRef = Pick<PickedVersion, 'id' | 'workspaceId'>

/** A classifier version's prediction for text. */
export async function predictWith(
  db: Database,
  version: VersionRef,
  text: string,
  signal: AbortSignal,
  embed: Embed = embedTexts,
): Promise<Prediction> {
  const [prediction] = await predictAllWith(db, version, [text], signal, embed)
  if (!prediction) throw new AppError('MODEL_FAILED', problem('models.embeddingFailed'))
  return prediction
}

/** The predictions for several texts, in the same order. */
export async function predictAllWith(
  db: Database,
  version: VersionRef,
  texts: string[],
  signal: AbortSignal,
  embed: Embed = embedTexts,
): Promise<Prediction[]> {
  const [artifact, vectors] = await Promise.all([loadClassifier(db, version), embed(texts, { signal })])
  signal.throwIfAborted()
  return vectors.map((vector) => predictionOf(artifact, vector))
}

function predictionOf({ header, model }: ClassifierArtifact, vector: Float32Array): Prediction {
  const found = predictSoftmax(model, vector)
  const probabilities = header.classes
    .map((name, index) => ({ name, probability: found[index] ?? 0 }))
    .sort((a, b) => b.probability - a.probability)
  const [best] = probabilities
  const probability = best?.probability ?? 0
  return { label: best && probability >= header.threshold ? best.name : null, probability, probabilities }
}

/** Versions are immutable, so they are cached without expiry. @throws AppError MODEL_MISSING or MODEL_FAILED */
export async function loadClassifier(db: Database, { id, workspaceId }: VersionRef): Promise<ClassifierArtifact> {
  const loaded = singleton('loaded-classifiers', () => new LruCache<string, Promise<ClassifierArtifact>>(CACHED_MODELS))
  const key = `${workspaceId}:${id}`
  const cached = loaded.get(key)
  if (cached) return cached
  const reading = readClassifier(db, { id, workspaceId })
  loaded.set(key, reading)
  reading.catch(() => loaded.delete(key))
  return reading
}

async function readClassifier(db: Database, { id, workspaceId }: VersionRef): Promise<ClassifierArtifact> {
  const [row] = await db
    .select({ artifact: modelVersions.artifact })
    .from(modelVersions)
    .where(and(eq(modelVersions.id, id), eq(modelVersions.workspaceId, workspaceId)))
  if (!row?.artifact) throw new AppError('MODEL_MISSING', problem('training.versionNotClassifier'), { isFinal: true })
  return decodeClassifier(row.artifact)
}
