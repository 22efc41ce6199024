import type { ReactNode } from 'react'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { DatasetView } from '@/lib/contracts/datasets'
import type { getTrainingChoices } from '@/lib/contracts/training-jobs'
import type { Draft } from './plan-draft'

export type Choices = ResponseOf<typeof getTrainingChoices>

export interface UploadProps {
  dataset: DatasetView
  file: File
  onStarted: () => void
  onClose: () => void
}

/** Renders the dialog that imports a file into a data set, which belongs to another feature. */
export type RenderUpload = (props: UploadProps) => ReactNode

export interface PlanFormProps {
  renderUpload: RenderUpload
  draft: Draft
  onChange: (draft: Draft) => void
  choices: Choices
}
