import { parseDollars } from '@/lib/client/format/parse-dollars'
import { TrainingPlan } from '@/lib/contracts/training'

/** Form values of the wizard, and the plan once they are complete. */
export interface Draft {
  kind: 'classifier' | 'fine-tune'
  modelName: string
  datasetVersionId: string
  connectionId: string
  baseModel: string
  folds: string
  /** If it is empty, the training selects the threshold. */
  threshold: string
  learningCurve: boolean
  /** The service decides if empty. */
  epochs: string
  batchSize: string
  learningRateMultiplier: string
  /** US dollars per million training tokens; the known list price if empty. */
  price: string
}

export function emptyDraft(kind: Draft['kind']): Draft {
  return {
    kind,
    modelName: '',
    datasetVersionId: '',
    connectionId: '',
    baseModel: '',
    folds: '3',
    threshold: '',
    learningCurve: true,
    epochs: '',
    batchSize: '',
    learningRateMultiplier: '',
    price: '',
  }
}

export function toPlan(draft: Draft): TrainingPlan | null {
  const { kind, modelName, datasetVersionId, connectionId, baseModel } = draft
  const settings =
    kind === 'classifier'
      ? { folds: Number(draft.folds), threshold: numberOr(draft.threshold, null), learningCurve: draft.learningCurve }
      : {
          epochs: numberOr(draft.epochs, 'auto'),
          batchSize: numberOr(draft.batchSize, 'auto'),
          learningRateMultiplier: numberOr(draft.learningRateMultiplier, 'auto'),
        }
  const target = { kind, modelName, datasetVersionId, settings }
  if (kind === 'classifier') return TrainingPlan.safeParse(target).data ?? null
  const microsPerMillionTokens = draft.price.trim() === '' ? null : (parseDollars(draft.price) ?? Number.NaN)
  return TrainingPlan.safeParse({ ...target, connectionId, baseModel, microsPerMillionTokens }).data ?? null
}

const numberOr = <Empty>(text: string, empty: Empty): number | Empty => (text.trim() === '' ? empty : Number(text))

/** Normalizes a name for use in URLs while it is typed. */
export function toModelName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-/, '')
    .slice(0, 60)
}
