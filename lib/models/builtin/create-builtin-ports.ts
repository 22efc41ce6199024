import 'server-only'
import type { EnginePorts } from '@/lib/engine/ports'
import { type AnswerDependencies, answerFromPassages } from './answer-from-passages'
import { createClassifier } from './classify'

/** What the engine asks of models and needs no service for. */
export function createBuiltinPorts(
  dependencies: AnswerDependencies,
): Pick<EnginePorts['models'], 'embed' | 'answerFromPassages' | 'classify'> {
  const classifier = createClassifier(dependencies.embed)
  return {
    embed: ({ texts, signal }) => dependencies.embed(texts, { signal }),
    answerFromPassages: (request) => answerFromPassages(request, dependencies),
    classify: (request) => classifier.classify(request),
  }
}
