import type { TuningSetting } from '@/lib/contracts/training-jobs'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { SUGGESTED_BASE_MODELS } from './base-models'

/** Capabilities and costs of a service's fine-tuning, and what users must know about it. */
export interface TuningFacts {
  settings: readonly TuningSetting[]
  /** Assumed for estimates when the service chooses the number. */
  defaultEpochs: number
  /** Whether validation examples are billed too, once per epoch. */
  billsValidation: boolean
  /** Remaining steps before the tuned model answers. */
  afterwards: Problem | null
  suggestedModels: readonly string[]
  /** Example of a base model name at this service. */
  modelExample: string
}

const OPENAI: TuningFacts = {
  settings: ['epochs', 'batchSize', 'learningRateMultiplier'],
  defaultEpochs: 3,
  billsValidation: false,
  afterwards: null,
  suggestedModels: SUGGESTED_BASE_MODELS,
  modelExample: SUGGESTED_BASE_MODELS[0],
}

/**
 * Tuned models run on deployments at Azure and Fireworks; at Together on a dedicated endpoint, or
 * immediately where it says so.
 */
const FACTS: Readonly<Record<string, TuningFacts>> = {
  'azure-openai': {
    ...OPENAI,
    afterwards: problem('training.deployAtAzure'),
  },
  together: {
    settings: ['epochs', 'batchSize'],
    defaultEpochs: 1,
    billsValidation: true,
    afterwards: problem('training.startTogetherEndpoint'),
    suggestedModels: [],
    modelExample: 'meta-llama/Meta-Llama-3.1-8B-Instruct-Reference',
  },
  fireworks: {
    settings: ['epochs'],
    defaultEpochs: 1,
    billsValidation: false,
    afterwards: problem('training.deployAtFireworks'),
    suggestedModels: [],
    modelExample: 'accounts/fireworks/models/llama-v3p1-8b-instruct',
  },
}

export function tuningFacts(provider: string): TuningFacts {
  return (Object.hasOwn(FACTS, provider) ? FACTS[provider] : undefined) ?? OPENAI
}
