import 'server-only'
import { createHash } from 'node:crypto'
import { AppError } from '@/lib/core/app-error'
import { LruCache } from '@/lib/core/lru-cache'
import type { EnginePorts } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import { predictSoftmax, type SoftmaxModel } from './softmax-model'
import { trainSoftmax } from './train-softmax'

const CACHED_MODELS = 32
const MAX_EXAMPLES = 20_000
const nameAsExample = ({ name, examples }: ClassExamples): string[] => (examples.length > 0 ? examples : [name])

type ClassifyRequest = Parameters<EnginePorts['models']['classify']>[0]
type ClassExamples = ClassifyRequest['classes'][number]

export interface Classifier {
  classify(request: ClassifyRequest): Promise<{ name: string; probability: number }[]>
}

export type ClassifierEmbed = (
  texts: string[],
  options: { signal?: AbortSignal | undefined },
) => Promise<Float32Array[]>

/**
 * Returns class probabilities, most likely first. Each set of examples is trained once; concurrent
 * callers share the training.
 */
export function createClassifier(embed: ClassifierEmbed): Classifier {
  const models = new LruCache<string, Promise<SoftmaxModel>>(CACHED_MODELS)
  return {
    async classify({ text, classes, signal }) {
      check(classes)
      const key = createHash('sha256').update(JSON.stringify(classes)).digest('hex')
      const pending = models.get(key) ?? train(classes, embed)
      models.set(key, pending)
      // A later call retries a failed training.
      pending.catch(() => models.delete(key))
      const [model, [vector]] = await Promise.all([pending, embed([text], { signal })])
      signal.throwIfAborted()
      if (!vector) throw new AppError('MODEL_FAILED', problem('models.embeddingFailed'))
      const probabilities = predictSoftmax(model, vector)
      return classes
        .map(({ name }, index) => ({ name, probability: probabilities[index] ?? 0 }))
        .sort((a, b) => b.probability - a.probability)
    },
  }
}

/** Independent of any caller's signal, since other callers may be waiting for the same model. */
async function train(classes: readonly ClassExamples[], embed: ClassifierEmbed): Promise<SoftmaxModel> {
  const examples = classes.flatMap((item, label) => nameAsExample(item).map((text) => ({ text, label })))
  const vectors = await embed(
    examples.map(({ text }) => text),
    {},
  )
  return trainSoftmax({ vectors, labels: examples.map(({ label }) => label), classes: classes.length })
}

function check(classes: readonly ClassExamples[]): void {
  if (classes.length < 2) throw new AppError('INVALID_INPUT', problem('models.tooFewClasses'))
  const count = classes.reduce((sum, { examples }) => sum + examples.length, 0)
  if (count > MAX_EXAMPLES)
    throw new AppError('LIMIT_EXCEEDED', problem('models.tooManyTrainingExamples', { max: MAX_EXAMPLES }))
}
