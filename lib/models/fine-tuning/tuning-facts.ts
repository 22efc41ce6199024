import type { TuningSetting } from '@/lib/contracts/training-jobs'
import { SUGGESTED_BASE_MODELS } from './base-models'

/** What a service's fine-tuning takes, and what a person must know of it. */
export interface TuningFacts {
  settings: readonly TuningSetting[]
  /** When the service chooses. */
  defaultEpochs: number
  /** Whether the validation examples are billed as well, once an epoch. */
  billsValidation: boolean
  /** What remains to be done before the tuned model answers. */
  afterwards: string | null
  suggestedModels: readonly string[]
  /** How a base model is written there. */
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

/** Azure's and Fireworks' tuned models answer on deployments; Together's, on a dedicated endpoint, or at once where it says so. */
const FACTS: Readonly<Record<string, TuningFacts>> = {
  'azure-openai': {
    ...OPENAI,
    afterwards: 'Deploy it in Azure, and add the deployment’s name to the connection: until then it does not answer.',
  },
  together: {
    settings: ['epochs', 'batchSize'],
    defaultEpochs: 1,
    billsValidation: true,
    afterwards: 'If Together does not serve it by itself, start an endpoint for it there.',
    suggestedModels: [],
    modelExample: 'meta-llama/Meta-Llama-3.1-8B-Instruct-Reference',
  },
  fireworks: {
    settings: ['epochs'],
    defaultEpochs: 1,
    billsValidation: false,
    afterwards: 'Deploy it at Fireworks: until then it does not answer.',
    suggestedModels: [],
    modelExample: 'accounts/fireworks/models/llama-v3p1-8b-instruct',
  },
}

export function tuningFacts(provider: string): TuningFacts {
  return (Object.hasOwn(FACTS, provider) ? FACTS[provider] : undefined) ?? OPENAI
}
