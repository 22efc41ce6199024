import type { ResponseOf } from '@/lib/contracts/contract'
import type { getTrainingChoices } from '@/lib/contracts/training-jobs'
import type { Draft } from './plan-draft'

export type Choices = ResponseOf<typeof getTrainingChoices>

export interface PlanFormProps {
  draft: Draft
  onChange: (draft: Draft) => void
  choices: Choices
}
