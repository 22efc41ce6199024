import 'server-only'
import { BUILTIN_EMBEDDER } from '@/lib/models/builtin/embedder-info'
import { type ClassifierHeader, encodeClassifier } from '@/lib/models/training/classifier-artifact'

const DIMS = BUILTIN_EMBEDDER.dims

/** A classifier whose n-th class depends only on the n-th number of the vector. */
export function sampleClassifier(classes: string[], changes: Partial<Omit<ClassifierHeader, 'dims'>> = {}): Uint8Array {
  const weights = new Float32Array(classes.length * DIMS)
  for (const index of classes.keys()) weights[index * DIMS + index] = 0.3
  const header = {
    classes,
    embedder: { id: BUILTIN_EMBEDDER.id, sha256: BUILTIN_EMBEDDER.weightsSha256 },
    threshold: 0.6,
    settings: { weightDecay: 0, tried: [0], folds: 3, seed: 7 },
    dataset: { versionId: '0199c0de-0000-7000-8000-000000000001', sha256: 'a'.repeat(64) },
    examples: 12,
    ...changes,
  }
  return encodeClassifier(header, {
    dims: DIMS,
    classes: classes.length,
    weights,
    biases: new Float32Array(classes.length),
  })
}

/** `#2` points to class 2; any other text is between all classes. */
export async function sampleEmbed(texts: readonly string[]): Promise<Float32Array[]> {
  return texts.map((text) => {
    const vector = new Float32Array(DIMS)
    const axis = /^#(\d+)$/.exec(text)?.[1]
    vector[axis === undefined ? DIMS - 1 : Number(axis)] = 1
    return vector
  })
}
